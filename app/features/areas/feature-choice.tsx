import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Pages } from './pages.tsx';
import type { AreaUse } from './use-area-editor.tsx';
import type { AreaFile, ReadFeature } from './use-area-file.tsx';
import { useAreaFaultText } from './use-words.tsx';

const perPage = 50;

/** The surfaces of a file: boxes to tick here, the same to click on the map. */
export default function FeatureChoice({ file, use }: { file: AreaFile; use: AreaUse }) {
  const { t } = useTranslation('editor');
  const [filter, setFilter] = useState('');
  const [page, setPage] = useState(0);
  const { candidates, chosen, chosenFeatures } = file;
  const found = candidates.filter((feature) => holds(feature, filter));
  const all = found.every(({ key }) => chosen.has(key));
  const flip = () => {
    const next = new Set(chosen);
    for (const { key } of found) all ? next.delete(key) : next.add(key);
    file.choose(next);
  };
  return (
    <fieldset className="feature-choice">
      <legend>{t('choice.legend')}</legend>
      {candidates.length > 12 && (
        <TextInput
          size="xs"
          label={t('choice.filter')}
          value={filter}
          onChange={({ currentTarget }) => {
            setFilter(currentTarget.value);
            setPage(0);
          }}
          mb="xs"
        />
      )}
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" role="status">
          {t('choice.chosen', { count: chosenFeatures.length })}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={flip}>
          {t(all ? 'choice.none' : 'choice.all')}
        </Button>
      </Group>
      <ul className="feature-list">
        {found.slice(page * perPage, (page + 1) * perPage).map((feature) => (
          <FeatureRow key={feature.key} feature={feature} file={file} />
        ))}
      </ul>
      <Pages count={found.length} perPage={perPage} page={page} onPage={setPage} />
      <Stack gap={4} mt="sm" align="flex-start">
        <Group gap="xs">
          <Button size="sm" onClick={file.takeTogether} disabled={chosenFeatures.length === 0}>
            {t(`choice.together.${use}`, { count: chosenFeatures.length })}
          </Button>
          {file.takeEach && use === 'replace' && chosenFeatures.length > 1 && (
            <Button size="sm" variant="default" onClick={() => void file.takeEach?.()}>
              {t('choice.each', { count: chosenFeatures.length })}
            </Button>
          )}
        </Group>
        {file.takeEach && use === 'replace' && chosenFeatures.length > 1 && (
          <Text size="sm" c="dimmed">
            {t('choice.each-hint')}
          </Text>
        )}
      </Stack>
    </fieldset>
  );
}

function FeatureRow({ feature, file }: { feature: ReadFeature; file: AreaFile }) {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const faultText = useAreaFaultText();
  const { key, label, areaHa, vertices, fault } = feature;
  const facts = t('choice.facts', { area: formatArea(areaHa, locale), count: vertices });
  return (
    <li
      data-hovered={file.hovered === key || undefined}
      onMouseEnter={() => file.setHovered(key)}
      onMouseLeave={() => file.setHovered(null)}
    >
      <Checkbox
        checked={file.chosen.has(key)}
        onChange={() => file.toggle(key)}
        onFocus={() => file.setHovered(key)}
        label={label}
        description={fault ? `${facts} ${faultText(fault)}` : facts}
      />
      <Button size="compact-sm" variant="subtle" onClick={() => file.lookAt(feature.geometry)}>
        {t('choice.show')}
        <span className="visually-hidden"> {label}</span>
      </Button>
    </li>
  );
}

function holds({ label, properties }: ReadFeature, filter: string): boolean {
  const wanted = filter.trim().toLocaleLowerCase();
  if (wanted === '') return true;
  return [label, ...Object.values(properties)].some((text) =>
    text.toLocaleLowerCase().includes(wanted),
  );
}
