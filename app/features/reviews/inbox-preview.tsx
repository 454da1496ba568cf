import { Button, Paper, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@remix-run/react';
import { boundingBox } from '#app/features/areas/area.ts';
import { areaLayer } from '#app/features/requests/map-layers.ts';
import { StateBadge } from '#app/features/requests/state-badge.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { MapView } from '#app/ui/map/map-view.tsx';
import { Area, Day } from '#app/ui/moment.tsx';
import type { InboxRow } from './inbox.server.ts';

/** The request at hand, beside the list: where it is, and what an officer asks first. The map loads where it is seen. */
export function InboxPreview({ row }: { row: InboxRow }) {
  const { t } = useTranslation('desk');
  const wide = useMediaQuery('(min-width: 75em)', false);
  const box = row.aoi && boundingBox(row.aoi);
  return (
    <Paper withBorder p="md" className="inbox-preview keep-in-view" component="section">
      <Title order={2} size="h4" mb={4}>
        {row.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {row.number} · {row.entityName}
      </Text>
      {wide && row.aoi && (
        <MapView
          key={row.id}
          layers={[areaLayer('aoi', [{ id: row.id, label: row.title, geometry: row.aoi }])]}
          height={260}
          {...(box && { fitTo: box })}
        />
      )}
      <div className="inbox-facts">
        <Facts>
          <Fact label={t('inbox.state')}>
            <StateBadge state={row.state} />
          </Fact>
          <Fact label={t('inbox.owner')}>{row.ownerName}</Fact>
          <Fact label={t('inbox.area')}>
            <Area ha={row.areaHa} />
          </Fact>
          <Fact label={t('inbox.sensors')}>{row.sensorNames.join(', ')}</Fact>
          {row.windowFrom && row.windowTo && (
            <Fact label={t('inbox.window')}>
              <Day at={row.windowFrom} /> – <Day at={row.windowTo} />
            </Fact>
          )}
          {row.submittedAt && (
            <Fact label={t('inbox.submitted')}>
              <Day at={row.submittedAt} />
            </Fact>
          )}
        </Facts>
      </div>
      <Button component={Link} to={`/desk/requests/${row.id}/review`} mt="md">
        {t('inbox.open')}
      </Button>
    </Paper>
  );
}
