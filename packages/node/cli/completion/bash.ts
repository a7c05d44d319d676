import { choices, type Level, valuedOptions } from './model.ts';

/** For every bash since 3.2, which macOS has, and without the bash-completion package. */
export const bash = (levels: readonly Level[]): string => `# bash completion for turbosmtp-auth
_turbosmtp_auth() {
  local level= options= values= word i
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  # bash makes three words of --option=value
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $prev in
${[...choices(levels)].map(([name, values]) => `    ${name}) COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$cur")); return ;;`).join('\n')}
    ${valuedOptions(levels).join('|')}) return ;;
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      ${valuedOptions(levels).join('|')})
        [[ \${COMP_WORDS[i + 1]} == = ]] && ((i++))
        ((i++)) ;;
      -*) ;;
      *) case "$level\${level:+ }$word" in
        ${paths(levels)}) level="$level\${level:+ }$word" ;;
      esac ;;
    esac
  done
  case $level in
${levels.map(caseOf).join('\n')}
  esac
  if [[ $cur == -* ]]; then values=$options; fi
  COMPREPLY=($(compgen -W "$values" -- "$cur"))
}
complete -F _turbosmtp_auth turbosmtp-auth
`;

const paths = (levels: readonly Level[]): string =>
  levels
    .filter(({ path }) => path !== '')
    .map(({ path }) => `'${path}'`)
    .join('|');

const caseOf = ({ path, words, options }: Level): string => {
  const names = options.flatMap((option) => option.names);
  return `    '${path}') values='${words.map(([word]) => word).join(' ')}' options='${names.join(' ')}' ;;`;
};
