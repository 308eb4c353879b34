import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type BrowserName = 'chrome' | 'firefox';

/** What is known about where a browser lives and how to get it. */
interface Place {
  readonly title: string;
  readonly variable: string;
  /** Names of the program on `PATH`. */
  readonly commands: readonly string[];
  readonly linux: readonly string[];
  /** Paths below `/Applications`, of the machine and of the user. */
  readonly mac: readonly string[];
  /** Paths below the folders where Windows keeps programs. */
  readonly windows: readonly string[];
  /** The package of Debian; Ubuntu's are wrappers for snap and may not install. */
  readonly debianPackage: string;
}

/** Chromium comes first: branded Chrome behaves the same but updates itself behind our back. */
const PLACES: Readonly<Record<BrowserName, Place>> = {
  chrome: {
    title: 'Chromium',
    variable: 'CHROME_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    linux: ['/usr/bin/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'],
    mac: [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    windows: [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ],
    debianPackage: 'chromium',
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    linux: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/opt/firefox/firefox'],
    mac: [
      'Firefox.app/Contents/MacOS/firefox',
      'Firefox Developer Edition.app/Contents/MacOS/firefox',
    ],
    windows: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
    debianPackage: 'firefox-esr',
  },
};

/** The machine as far as the search looks at it: replaced in tests. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly root: boolean;
  /** Of `/etc/os-release`, empty where there is none. */
  readonly osRelease: string;
  isProgram(path: string): boolean;
  /** Installs a Debian package; what went wrong, or null. */
  install(name: string): string | null;
}

/**
 * Path of a browser's program: where `CHROME_PATH` or `FIREFOX_PATH` says, else in the usual
 * places, else freshly installed where that is possible (Debian and Ubuntu, as root).
 * @throws Error with one line that says what to install.
 */
export function findBrowser(name: BrowserName, machine: Machine = thisMachine()): string {
  const place = PLACES[name];
  const given = machine.env[place.variable];
  if (given) {
    if (machine.isProgram(given)) return given;
    throw new Error(`${place.variable} is ${given}, which is not a program.`);
  }
  const search = () => candidates(place, machine).find((path) => machine.isProgram(path));
  const found = search();
  if (found) return found;
  const advice = `install it, or set ${place.variable} to its program.`;
  if (!machine.root || !/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(machine.osRelease))
    throw new Error(`${place.title} was not found: ${advice}`);
  const problem = machine.install(place.debianPackage);
  const installed = problem === null ? search() : undefined;
  if (installed) return installed;
  const reason = problem ?? 'the package has no program that is known here';
  throw new Error(
    `${place.title} was not found and apt-get could not install it (${reason}): ${advice}`,
  );
}

function candidates(place: Place, { platform, env, home }: Machine): string[] {
  if (platform === 'darwin')
    return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
      place.mac.map((path) => join(folder, path)),
    );
  if (platform === 'win32')
    return [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => place.windows.map((path) => `${folder}\\${path}`));
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .flatMap((folder) => place.commands.map((command) => join(folder, command)));
  return [...place.linux, ...onPath];
}

function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    root: process.getuid?.() === 0,
    osRelease: existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
    isProgram(path) {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    install: aptInstall,
  };
}

function aptInstall(name: string): string | null {
  console.log(`Installing ${name} with apt-get…`);
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const { status, stderr, error } = spawnSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0)
      return error?.message ?? stderr.trim().split('\n').at(-1) ?? `apt-get ${args[0]} failed`;
  }
  return null;
}
