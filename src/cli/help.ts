/** What `--help` prints. */
export const HELP = `km-identity: what a recording says about Kissmetrics identities

Usage
  km-identity report FILE [--format text|json|markdown] [--mask] [--host HOST]
                     [--anonymous PATTERN] [--named PATTERN]

FILE is a HAR file, as the network panel of Chrome or Firefox, puppeteer or
Playwright saves it, or a session file exported from the extension's panel.
It is read in pieces, so it may be larger than the memory. - reads from stdin.

Commands
  report    says which identities became one person, by which aliases, and what
            is wrong with each of them

Options
  --format FORMAT   text (default), json for scripts, markdown for a bug tracker
  --mask            puts stand-ins in the place of identities and API keys:
                    equal ones stay equal, anonymous ones stay anonymous, named
                    ones named. Other personal data stays as it is
  --host HOST[/PATH]
                    takes requests to this host, too, for tracking requests: a
                    first-party proxy, e.g. --host km.example.com/t
  --anonymous PATTERN
                    takes these identities for anonymous ones; * stands for any
                    characters, e.g. --anonymous 'Guest *'. Can be repeated
  --named PATTERN   takes these for names; where both fit, this one counts,
                    e.g. --named '*-*-*-*-*' if account IDs are UUIDs
  -h, --help        this text
  -v, --version     the version

Exit status
  0   all well: no finding of severity error
  1   at least one finding of severity error
  2   the file or the arguments could not be used; one line on stderr says why

Colours appear on a terminal only. NO_COLOR=1 turns them off, FORCE_COLOR=1 on.

Examples
  km-identity report signup.har
  km-identity report signup.har --format json | jq '.people'
  km-identity report session.json --mask --format markdown > issue.md
`;
