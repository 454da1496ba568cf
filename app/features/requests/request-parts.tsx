import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatDay, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Area, Day, Moment } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import { Text, TextLink, Title } from '#app/ui/text.tsx';
import type { RequestPage } from './request-page.server.ts';

export const parts = [
  'facts',
  'timeline',
  'decision',
  'orders',
  'scenes',
  'conversation',
  'versions',
] as const;
export type Part = (typeof parts)[number];

/** One part of the request's page, with its heading. */
export function RequestPart({ id, children }: { id: Part; children: ReactNode }) {
  const { t } = useTranslation('requests');
  return (
    <section id={id} className="request-part" aria-labelledby={`${id}-title`}>
      <Title order={2} mb="sm" id={`${id}-title`}>
        {t(`page.sections.${id}`)}
      </Title>
      {children}
    </section>
  );
}

type Props = { page: RequestPage };

/** What the desk granted, and what became of the quota held for it. */
export function Decision({ page }: Props) {
  const { t } = useTranslation('requests');
  const { request, hold } = page;
  const decided = page.events.findLast(({ granted }) => granted !== null);
  if (request.grantedHa === null) return <Undecided page={page} />;
  const pct = Math.round((100 * request.grantedHa) / Math.max(1, request.areaHa));
  return (
    <Facts>
      <Fact label={t('page.decision.granted')}>
        <Area ha={request.grantedHa} /> ({t('page.decision.share', { pct })})
      </Fact>
      {page.sensorName && <Fact label={t('page.decision.sensor')}>{page.sensorName}</Fact>}
      {hold && (
        <>
          <Fact label={t('page.decision.hold')}>
            <Area ha={hold.holdHa} />
          </Fact>
          <Fact label={t('page.decision.settled')}>
            <Area ha={hold.settledHa} />
          </Fact>
          <Fact label={t('page.decision.left')}>
            <Area ha={hold.leftHa} />
          </Fact>
        </>
      )}
      {decided && <DecidedBy event={decided} />}
    </Facts>
  );
}

/** Before any grant, and after a refusal, which is a decision too. */
function Undecided({ page }: Props) {
  const { t } = useTranslation('requests');
  const refused = page.events.findLast(({ act }) => act === 'refuse');
  const joined = page.events.some(({ act }) => act === 'join-into');
  if (joined) return <Text>{t('states-explained.joined')}</Text>;
  if (!refused) return <Text>{t('page.decision.none')}</Text>;
  return (
    <Facts>
      <DecidedBy event={refused} />
      <Fact label={t('page.decision.outcome')}>{t('states.refused')}</Fact>
      {refused.reason && <Fact label={t('page.decision.reason')}>{refused.reason}</Fact>}
    </Facts>
  );
}

function DecidedBy({ event }: { event: RequestPage['events'][number] }) {
  const { t } = useTranslation('requests');
  return (
    <Fact label={t('page.decision.decided')}>
      <Day at={event.at} />, {event.actorName ?? t('page.actor-system')}
    </Fact>
  );
}

/** The orders, each with the passes tried. */
export function Orders({ page }: Props) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  if (page.orders.length === 0) return <Text>{t('page.orders.none')}</Text>;
  return page.orders.map((order) => (
    <div key={order.id} className="request-order">
      <Text fw={600}>
        {t('page.orders.line', { number: order.number, sensor: order.sensorName })} ·{' '}
        {t(`page.orders.status.${order.status}`)}
      </Text>
      <Text size="sm" c="dimmed" mb={8}>
        {t('page.orders.window', {
          from: formatDay(order.windowFrom, locale),
          to: formatDay(order.windowTo, locale),
        })}
      </Text>
      <Attempts order={order} />
    </div>
  ));
}

function Attempts({ order }: { order: RequestPage['orders'][number] }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  if (order.attempts.length === 0) return <Text size="sm">{t('page.orders.no-attempts')}</Text>;
  const figure = (value: number | null, unit: string) =>
    value === null ? '–' : `${formatNumber(value, locale)}${unit}`;
  return (
    <DataTable
      caption={t('page.orders.caption', { number: order.number })}
      columns={['planned', 'state', 'cloud', 'incidence'].map((c) => t(`page.orders.columns.${c}`))}
      rows={order.attempts.map((attempt) => ({
        key: attempt.reference,
        cells: [
          <Moment key="planned" at={attempt.plannedAt} />,
          t(`page.orders.attempt.${attempt.state}`),
          figure(attempt.cloudCoverPct, ' %'),
          figure(attempt.incidenceDeg, '°'),
        ],
      }))}
    />
  );
}

/** The scenes delivered, each with its page in the catalogue. */
export function Scenes({ page }: Props) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  if (page.scenes.length === 0) return <Text>{t('page.scenes.none')}</Text>;
  return (
    <DataTable
      caption={t('page.scenes.caption')}
      columns={['scene', 'acquired', 'cloud', 'area'].map((c) => t(`page.scenes.columns.${c}`))}
      rows={page.scenes.map((scene) => ({
        key: scene.id,
        cells: [
          <TextLink key="scene" to={`/catalogue/${scene.id}`}>
            {scene.platform}
          </TextLink>,
          <Moment key="acquired" at={scene.acquiredAt} />,
          scene.cloudCoverPct === null ? '–' : `${formatNumber(scene.cloudCoverPct, locale)} %`,
          formatArea(scene.areaHa, locale),
        ],
      }))}
    />
  );
}

/** What was sent at each submission, and what had changed. */
export function Versions({ page }: Props) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  if (page.versions.length === 0) return <Text>{t('page.versions.none')}</Text>;
  const changes = (fields: readonly string[] | null) => {
    if (!fields) return t('page.versions.first');
    if (fields.length === 0) return t('page.versions.same');
    return fields.map((field) => t(`fields.${field}`)).join(', ');
  };
  return (
    <DataTable
      caption={t('page.versions.caption')}
      columns={['version', 'at', 'area', 'changes'].map((c) => t(`page.versions.columns.${c}`))}
      rows={page.versions.map((version) => ({
        key: String(version.version),
        cells: [
          version.version,
          <Moment key="at" at={version.at} />,
          formatArea(version.areaHa, locale),
          changes(version.changes),
        ],
      }))}
    />
  );
}

function DataTable(props: {
  caption: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than a phone is scrolled by keyboard
    <section className="table-scroll" aria-label={props.caption} tabIndex={0}>
      <Table>
        <caption className="visually-hidden">{props.caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {props.columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map((cell, i) => (
                <Table.Td key={props.columns[i]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
