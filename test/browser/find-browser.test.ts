import { describe, expect, test } from 'vitest';
import { findBrowser, type Machine } from './find-browser.ts';

/** A machine that has these programs and nothing else. */
function machine(programs: readonly string[], rest: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    env: {},
    home: '/home/ann',
    root: false,
    osRelease: '',
    isProgram: (path) => programs.includes(path),
    install: () => 'not in this test',
    ...rest,
  };
}

describe('findBrowser', () => {
  test('takes the program that a variable names before all others', () => {
    const env = { CHROME_PATH: '/own/chrome' };
    expect(findBrowser('chrome', machine(['/usr/bin/chromium', '/own/chrome'], { env }))).toBe(
      '/own/chrome',
    );
  });

  test('says so when a variable names no program, rather than take another', () => {
    const env = { FIREFOX_PATH: '/gone/firefox' };
    expect(() => findBrowser('firefox', machine(['/usr/bin/firefox'], { env }))).toThrow(
      'FIREFOX_PATH is /gone/firefox, which is not a program.',
    );
  });

  test.each([
    ['chrome', 'linux', {}, '/usr/bin/chromium'],
    ['chrome', 'linux', { PATH: '/tools:/other' }, '/other/google-chrome'],
    ['firefox', 'linux', { PATH: '.:/tools' }, '/tools/firefox'],
    ['chrome', 'darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['firefox', 'darwin', {}, '/home/ann/Applications/Firefox.app/Contents/MacOS/firefox'],
    [
      'chrome',
      'win32',
      { ProgramFiles: 'C:\\Program Files' },
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    [
      'firefox',
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local' },
      'C:\\Users\\ann\\AppData\\Local\\Mozilla Firefox\\firefox.exe',
    ],
  ] as const)('finds %s on %s in its usual place %j', (name, platform, env, path) => {
    expect(findBrowser(name, machine([path], { platform, env }))).toBe(path);
  });

  test('installs it on Debian as root, and looks again', () => {
    const programs: string[] = [];
    const debian = machine(programs, {
      root: true,
      osRelease: 'PRETTY_NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
      install(name) {
        programs.push(`/usr/bin/${name}`);
        return null;
      },
    });
    expect(findBrowser('firefox', debian)).toBe('/usr/bin/firefox-esr');
  });

  test.each([
    ['not as root', { osRelease: 'ID=debian\n' }, 'Chromium was not found: install it'],
    ['not on another system', { root: true, osRelease: 'ID=fedora\n' }, 'Chromium was not found'],
    [
      'without success',
      { root: true, osRelease: 'ID=debian\n', install: () => 'E: no network' },
      'apt-get could not install it (E: no network)',
    ],
  ] as const)('installs %s, and says in one line what to do', (_, rest, line) => {
    const attempt = () => findBrowser('chrome', machine([], rest));
    expect(attempt).toThrow(line);
    expect(attempt).toThrow(/^[^\n]*set CHROME_PATH to its program\.$/);
  });
});
