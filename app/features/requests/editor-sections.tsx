import { Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { RequestFault } from './check-request.ts';

const sections = ['area', 'held', 'image', 'why', 'send'] as const;
export type SectionId = (typeof sections)[number];

const areaFields: readonly string[] = ['aoi', 'coordinates'];
const heldFields: readonly string[] = ['archiveYears', 'archiveReason'];
const whyFields: readonly string[] = [
  'entityId',
  'title',
  'project',
  'pole',
  'theme',
  'justification',
  'contacts',
];

/** The section that holds a field. */
function sectionOf(field: string): SectionId {
  if (areaFields.includes(field)) return 'area';
  if (heldFields.includes(field)) return 'held';
  return whyFields.includes(field) ? 'why' : 'image';
}

/** Links to the steps; those with nothing left to do carry a mark. */
export function SectionNav({ faults }: { faults: readonly RequestFault[] }) {
  const { t } = useTranslation('requests');
  const open = new Set(faults.map((fault) => sectionOf(fault.field)));
  const done = (id: SectionId) => (id === 'send' ? faults.length === 0 : !open.has(id));
  return (
    <nav className="section-nav" aria-label={t('edit.nav')}>
      <ol>
        {sections.map((id) => (
          <li key={id}>
            <a href={`#${id}`}>
              {t(`edit.sections.${id}`)}
              {id !== 'held' && done(id) && (
                <IconCheck size={16} role="img" aria-label={t('edit.section-done')} />
              )}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function EditorSection(props: { id: SectionId; number: number; children: ReactNode }) {
  const { t } = useTranslation('requests');
  return (
    <section id={props.id} className="editor-section" aria-labelledby={`${props.id}-title`}>
      <Title order={2} size="h3" mb="md" id={`${props.id}-title`}>
        <span className="editor-number">{props.number}</span> {t(`edit.sections.${props.id}`)}
      </Title>
      {props.children}
    </section>
  );
}
