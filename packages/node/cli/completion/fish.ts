import { type CompletedOption, type Level, valuedOptions } from './model.ts';

export const fish = (levels: readonly Level[]): string => `# fish completion for turbosmtp-auth
function __turbosmtp_auth_at --argument-names wanted
    set -l level ''
    set -l skip false
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if $skip
            set skip false
            continue
        end
        switch $word
            case ${valuedOptions(levels).join(' ')}
                set skip true
            case '-*'
            case '*'
                set -l next (string trim -- "$level $word")
                contains -- $next ${levels.map(({ path }) => quoted(path)).join(' ')}
                and set level $next
        end
    end
    test "$level" = "$wanted"
end
complete -c turbosmtp-auth -e
complete -c turbosmtp-auth -f
${levels.flatMap(linesOf).join('\n')}
`;

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;

function linesOf({ path, words, options }: Level): string[] {
  const start = `complete -c turbosmtp-auth -n ${quoted(`__turbosmtp_auth_at "${path}"`)}`;
  return [
    ...words.map(([word, description]) => `${start} -a ${quoted(word)} -d ${quoted(description)}`),
    ...options.map((option) => `${start} ${optionOf(option)}`),
  ];
}

function optionOf({ names, description, values }: CompletedOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const value = values === undefined ? '' : values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : ' -x';
  return `${flags.join(' ')}${value} -d ${quoted(description)}`;
}
