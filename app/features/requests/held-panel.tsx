import { Anchor, Button, List, Stack, Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatDay, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { AreaCheck } from './area-check.ts';
import type { CheckedArea } from './use-area-check.tsx';

/** What is already held of the area, in words and as a list; the map shows the same. */
export function HeldPanel(props: {
  checked: CheckedArea;
  onOnlyMissing: (missing: AreaGeometry) => void;
}) {
  const { t } = useTranslation('requests');
  const { status, check } = props.checked;
  const missing = check?.missing;
  const partly = check && check.heldHa > 0 && missing;
  return (
    <Stack gap="sm">
      <Text role="status">
        {status === 'none' && t('edit.held.none-yet')}
        {status === 'checking' && t('edit.held.checking')}
        {status === 'failed' && t('edit.held.failed')}
        {check && <Summary check={check} />}
      </Text>
      {partly && (
        <Button
          variant="default"
          onClick={() => props.onOnlyMissing(missing)}
          style={{ alignSelf: 'start' }}
        >
          {t('edit.held.only-missing')}
        </Button>
      )}
      {check && check.items.length > 0 && <HeldScenes check={check} />}
    </Stack>
  );
}

function Summary({ check }: { check: AreaCheck }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  if (check.fault) return t('edit.held.faulty');
  if (check.heldHa === 0) return t('edit.held.nothing');
  if (!check.missing) return t('edit.held.all');
  return t('edit.held.summary', {
    pct: formatNumber(check.heldPct, locale, 1),
    held: formatArea(check.heldHa, locale),
    missing: formatArea(check.missingHa, locale),
  });
}

function HeldScenes({ check }: { check: AreaCheck }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const more = check.itemCount - check.items.length;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {t('edit.held.why-care')}
      </Text>
      <List size="sm" aria-label={t('edit.held.scenes')}>
        {check.items.map((item) => (
          <List.Item key={item.id}>
            <Anchor component={Link} to={`/catalogue/${item.id}`} inherit underline="always">
              {t('edit.held.scene', {
                platform: item.platform,
                day: formatDay(item.acquiredAt, locale),
              })}
            </Anchor>
            {item.cloudCoverPct !== null &&
              ` · ${t('edit.held.cloud', { pct: formatNumber(item.cloudCoverPct, locale) })}`}
          </List.Item>
        ))}
      </List>
      {more > 0 && <Text size="sm">{t('edit.held.more', { count: more })}</Text>}
    </div>
  );
}
