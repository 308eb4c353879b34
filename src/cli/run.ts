import packageJson from '../../package.json' with { type: 'json' };
import catalogue from '../../public/_locales/en/messages.json' with { type: 'json' };
import { visible } from '../core/findings/shown.ts';
import { translator } from '../core/text/catalogue.ts';
import { readArguments, UsageError } from './arguments.ts';
import { HELP } from './help.ts';
import { InputError } from './read-log.ts';
import { reportCommand } from './report-command.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs the program.
 * @param args without the program's own name
 * @returns the exit status: 0 all well, 1 something failed, 2 nothing could be done
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const complain = (text: string) => {
    terminal.stderr.write(`km-identity: ${visible(text)}\n`);
    return 2 as const;
  };
  let file = '';
  try {
    const command = readArguments(args);
    switch (command.name) {
      case 'help':
        terminal.stdout.write(HELP);
        return 0;
      case 'version':
        terminal.stdout.write(`${packageJson.version}\n`);
        return 0;
      case 'report':
        file = command.file === '-' ? 'stdin' : command.file;
        return await reportCommand(command, terminal, translator(catalogue));
    }
  } catch (error) {
    if (error instanceof UsageError) return complain(error.message);
    if (error instanceof InputError) return complain(`${file}: ${error.message}`);
    throw error;
  }
}
