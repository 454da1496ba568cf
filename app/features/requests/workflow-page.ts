import { acts, diagram, type Transition, transitions } from './workflow.ts';

/** The documentation page of the transition table: its diagram and its rows, in Markdown. */
export function workflowPage(): string {
  const rows = acts.map((act) => {
    const row: Transition = transitions[act];
    const cells = [
      act,
      row.from.join(', '),
      row.to,
      row.by.join(', '),
      row.quota,
      row.tells.join(', ') || '–',
      row.turn ?? 'nobody',
      row.needs,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '# The life of a request',
    '',
    'Written by `npx tsx scripts/workflow-diagram.ts` from `app/features/requests/workflow.ts`.',
    '',
    '```mermaid',
    diagram().trimEnd(),
    '```',
    '',
    '| act | from | to | by | quota | tells | turn | needs |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
