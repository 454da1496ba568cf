import { Anchor, Button, Checkbox, Group, Text, Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { writeShared } from '#app/features/cart/cart.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatDay, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Table } from '#app/ui/table.tsx';
import { aims } from './best-set.ts';
import type { Held, HeldScene } from './held.ts';
import type { Shortfall } from './need.ts';
import type { HeldAnswer } from './use-held.tsx';
import './archive.css';

type Props = { answer: HeldAnswer; held: Held };

/** The scenes held over the area, which of them count, and the best set of them to take. */
export function HeldScenes({ answer, held }: Props) {
  const { t } = useTranslation('archive');
  const meeting = held.scenes.filter(({ shortfalls }) => shortfalls.length === 0);
  const others = held.scenes.filter(({ shortfalls }) => shortfalls.length > 0);
  const counted = countedIds(answer, held);
  const hidden = held.sceneCount - held.scenes.length;
  return (
    <section aria-labelledby="held-scenes">
      <Title order={3} size="h5" id="held-scenes" mb={4}>
        {t('scenes.title')}
      </Title>
      <BestSets answer={answer} held={held} />
      {meeting.length > 0 && (
        <SceneTable caption={t('scenes.meeting')} scenes={meeting} answer={answer} held={held} />
      )}
      {others.length > 0 && (
        <details open={meeting.length === 0}>
          <summary>{t('scenes.others', { count: others.length })}</summary>
          <SceneTable caption={t('scenes.lesser')} scenes={others} answer={answer} held={held} />
        </details>
      )}
      {hidden > 0 && <Text size="sm">{t('scenes.more', { count: hidden })}</Text>}
      <Text size="sm" c="dimmed" mt="xs">
        {t('scenes.why-care')}
      </Text>
      {counted.length > 0 && (
        <Anchor component={Link} to={writeShared(counted)} target="_blank" size="sm">
          {t('scenes.cart', { count: counted.length })}
          <span className="visually-hidden">{t('free.elsewhere')}</span>
        </Anchor>
      )}
    </section>
  );
}

/** The scenes that count: those that are ticked, else those that meet the need. */
const countedIds = ({ chosen }: HeldAnswer, held: Held): readonly string[] =>
  chosen ?? held.scenes.filter((scene) => scene.counted).map(({ id }) => id);

/** Ticks the smallest set that covers what is held, in the way the member prefers. */
function BestSets({ answer: { chosen, choose }, held }: Props) {
  const { t } = useTranslation('archive');
  if (held.best.fewest.length === 0) return null;
  const isChosen = (ids: readonly string[]) =>
    chosen !== null && chosen.length === ids.length && ids.every((id) => chosen.includes(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would stand for fields
    <div role="group" aria-label={t('best.label')}>
      <Text size="sm" mb={4}>
        {t('best.label')}
      </Text>
      <Group gap="xs" mb="sm">
        <Button
          size="compact-sm"
          variant={chosen === null ? 'light' : 'default'}
          aria-pressed={chosen === null}
          onClick={() => choose(null)}
        >
          {t('best.all')}
        </Button>
        {aims.map((aim) => (
          <Button
            key={aim}
            size="compact-sm"
            variant={isChosen(held.best[aim]) ? 'light' : 'default'}
            aria-pressed={isChosen(held.best[aim])}
            onClick={() => choose(held.best[aim])}
          >
            {t(`best.${aim}`, { count: held.best[aim].length })}
          </Button>
        ))}
      </Group>
    </div>
  );
}

function SceneTable(props: Props & { caption: string; scenes: readonly HeldScene[] }) {
  const { t } = useTranslation('archive');
  const { answer, held, scenes } = props;
  const counted = countedIds(answer, held);
  const toggle = (id: string) =>
    answer.choose(counted.includes(id) ? counted.filter((one) => one !== id) : [...counted, id]);
  return (
    <Table className="held-scenes stack-cells">
      <Table.Caption className="visually-hidden">{props.caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('scenes.scene')}</Table.Th>
          <Table.Th className="number">{t('scenes.share')}</Table.Th>
          <Table.Th className="number">{t('scenes.gsd')}</Table.Th>
          <Table.Th className="number">{t('scenes.cloud')}</Table.Th>
          <Table.Th>{t('scenes.remark')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {scenes.map((scene) => (
          <SceneRow
            key={scene.id}
            scene={scene}
            checked={counted.includes(scene.id)}
            onToggle={() => toggle(scene.id)}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function SceneRow(props: { scene: HeldScene; checked: boolean; onToggle: () => void }) {
  const { t } = useTranslation('archive');
  const locale = useLocale();
  const { scene } = props;
  const name = t('scenes.name', {
    platform: scene.platformName,
    day: formatDay(scene.acquiredAt, locale),
  });
  return (
    <Table.Tr>
      <Table.Td data-full>
        <Group gap="xs" wrap="nowrap">
          <Checkbox
            size="xs"
            aria-label={t('scenes.count', { scene: name })}
            checked={props.checked}
            onChange={props.onToggle}
          />
          <Anchor component={Link} to={`/catalogue/${scene.id}`} target="_blank" underline="always">
            {name}
            <span className="visually-hidden">{t('free.elsewhere')}</span>
          </Anchor>
        </Group>
      </Table.Td>
      <Table.Td className="number" data-label={t('scenes.share')}>
        {formatNumber(scene.insidePct, locale, 1)} %
      </Table.Td>
      <Table.Td className="number" data-label={t('scenes.gsd')}>
        {scene.gsdM === null ? '–' : `${formatNumber(scene.gsdM, locale, 1)} m`}
      </Table.Td>
      <Table.Td className="number" data-label={t('scenes.cloud')}>
        {scene.cloudCoverPct === null ? '–' : `${formatNumber(scene.cloudCoverPct, locale)} %`}
      </Table.Td>
      <Table.Td data-full>
        <Remark scene={scene} />
      </Table.Td>
    </Table.Tr>
  );
}

function Remark({ scene: { shortfalls, access } }: { scene: HeldScene }) {
  const { t } = useTranslation('archive');
  const why = useShortfall();
  const words = [
    ...shortfalls.map(why),
    ...(access === 'licence' ? [t('scenes.licence')] : []),
    ...(shortfalls.length === 0 && access === 'ready' ? [t('scenes.meets')] : []),
  ];
  return <Text size="sm">{words.join(' · ')}</Text>;
}

/** Why a scene does not do, in one line. */
function useShortfall(): (shortfall: Shortfall) => string {
  const { t } = useTranslation('archive');
  const locale = useLocale();
  return ({ code, params }) => {
    const figures = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        name === 'day' ? formatDay(String(value), locale) : formatNumber(Number(value), locale, 1),
      ]),
    );
    return t(`shortfall.${code}`, figures);
  };
}
