// Writes docs/workflow.md from the transition table. A test fails when the page is older than the table.
import { writeFileSync } from 'node:fs';
import { workflowPage } from '../app/features/requests/workflow-page.ts';

writeFileSync('docs/workflow.md', workflowPage());
console.log('docs/workflow.md');
