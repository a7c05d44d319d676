import { type CompletedOption, choices, type Level, valuedOptions } from './model.ts';

/** Works from a file in $fpath, and evaluated after compinit. */
export const zsh = (levels: readonly Level[]): string => `#compdef turbosmtp-auth
# zsh completion for turbosmtp-auth
_turbosmtp_auth() {
  local level= word previous=\${words[CURRENT - 1]}
  local -a values options
  integer i
  if [[ $PREFIX == --*=* ]]; then
    previous=\${PREFIX%%=*}
    compset -P '*='
  fi
  case $previous in
${[...choices(levels)].map(([name, values]) => `    (${name}) compadd -- ${values.join(' ')}; return ;;`).join('\n')}
    (${valuedOptions(levels).join('|')}) return 1 ;;
  esac
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    case $word in
      (${valuedOptions(levels).join('|')}) ((i++)) ;;
      (-*) ;;
      (*) case "$level\${level:+ }$word" in
        (${levels
          .filter(({ path }) => path !== '')
          .map(({ path }) => quoted(path))
          .join('|')}) level="$level\${level:+ }$word" ;;
      esac ;;
    esac
  done
  case $level in
${levels.map(caseOf).join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then
    _describe -o option options
  else
    _describe command values
  fi
}
if [[ $funcstack[1] == _turbosmtp_auth ]]; then
  _turbosmtp_auth "$@"
else
  compdef _turbosmtp_auth turbosmtp-auth
fi
`;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const entry = (word: string, description: string): string =>
  quoted(`${word}:${description.replaceAll(':', String.raw`\:`)}`);

const optionEntries = ({ names, description }: CompletedOption): string[] =>
  names.map((name) => entry(name, description));

const caseOf = ({ path, words, options }: Level): string => `    (${quoted(path)})
      values=(${words.map(([word, description]) => entry(word, description)).join(' ')})
      options=(${options.flatMap(optionEntries).join(' ')}) ;;`;
