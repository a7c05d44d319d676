/** One line of the report: what was measured, and figures that are already rounded, with their units. */
export interface Row {
  readonly what: string;
  /** The figure as a number, in the unit that `figure` names first. */
  readonly value: number;
  readonly figure: string;
  /** The same beside what it is compared with. */
  readonly compared?: string;
  /** The most it may be, where there is a budget. */
  readonly budget?: string;
  readonly met?: boolean;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** The report as text, columns aligned over all sections. */
export function formatSections(sections: readonly Section[]): string {
  const cells = (row: Row): string[] => [
    row.what,
    row.figure,
    row.compared ?? '',
    row.budget === undefined ? '' : `${row.met ? 'within' : 'OVER'} ${row.budget}`,
  ];
  const all = sections.flatMap(({ rows }) => rows.map(cells));
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const line = (row: Row): string => {
    const [what = '', figure = '', compared = '', budget = ''] = cells(row);
    const [a = 0, b = 0, c = 0] = widths;
    return `  ${what.padEnd(a)}  ${figure.padStart(b)}  ${compared.padStart(c)}  ${budget}`.trimEnd();
  };
  return sections.map(({ title, rows }) => [title, ...rows.map(line)].join('\n')).join('\n\n');
}
