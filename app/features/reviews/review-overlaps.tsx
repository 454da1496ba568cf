import { Anchor, Button, Checkbox, Radio, Text, Textarea, Title } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { JoinShares } from '#app/features/archive/join-shares.tsx';
import { StateBadge } from '#app/features/requests/state-badge.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Area } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import { DecisionFaults, type DecisionReply } from './decision-panel.tsx';
import type { Review } from './find-review.server.ts';
import type { Overlaps } from './overlaps.server.ts';
import './overlaps.css';

type Props = {
  review: Review;
  /** Whether the reader may propose, and what came back when it was not done. */
  mayPropose: boolean;
  reply: DecisionReply | null;
};

/** The other requests over the same place, and the joint order that is proposed, agreed to or to be proposed. */
export function ReviewOverlaps({ review, mayPropose, reply }: Props) {
  const { t } = useTranslation('reviews');
  const { join, overlaps } = review;
  if (!join && !overlaps) return null;
  const open = join?.state === 'proposed';
  return (
    <section className="review-section" aria-labelledby="overlaps">
      <Title order={2} size="h4" id="overlaps" mb="sm">
        {t('overlaps.title')}
      </Title>
      {join && <OwnJoin join={join} mayWithdraw={mayPropose && open} />}
      {overlaps && !open && <Proposal {...{ review, overlaps, mayPropose, reply }} />}
      {overlaps && open && <OverlapTable overlaps={overlaps} pick={null} />}
    </section>
  );
}

function OwnJoin(props: { join: NonNullable<Review['join']>; mayWithdraw: boolean }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const { join, mayWithdraw } = props;
  return (
    <>
      <Text mb="xs">
        {t(`overlaps.join.${join.state}`, {
          lead: join.leadNumber,
          union: formatArea(join.unionHa, locale),
        })}
      </Text>
      <JoinShares join={join} own="this" />
      {mayWithdraw && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="joinId" value={join.id} />
          <Button type="submit" name="act" value="withdraw-join" variant="default" mb="md">
            {t('overlaps.withdraw')}
          </Button>
        </Form>
      )}
    </>
  );
}

/** The table with its boxes, in one form with what a proposal needs. */
function Proposal({ review, overlaps, mayPropose, reply }: Props & { overlaps: Overlaps }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const busy = useNavigation().state !== 'idle';
  const joinable = overlaps.others.filter((other) => other.joinable);
  if (!mayPropose || joinable.length === 0 || review.join?.state === 'agreed') {
    return <OverlapTable overlaps={overlaps} pick={null} />;
  }
  const { request, entityName } = review;
  const choices = [{ id: request.id, number: request.number, entityName }, ...joinable];
  const typedLead = String(reply?.values.lead ?? request.id);
  const fault = (field: string) => reply?.errors[field] && t(reply.errors[field]);
  return (
    <Form method="post" preventScrollReset>
      <DecisionFaults act="propose-join" reply={reply} />
      <OverlapTable overlaps={overlaps} pick={{ reply }} />
      {overlaps.unionHa !== null && (
        <Text size="sm" mb="sm">
          {t('overlaps.if-all', {
            union: formatArea(overlaps.unionHa, locale),
            own: formatArea(overlaps.shares[request.id] ?? 0, locale),
          })}
        </Text>
      )}
      <details className="decision" open={reply !== null}>
        <summary>{t('overlaps.propose')}</summary>
        <div>
          <p>{t('overlaps.propose-text')}</p>
          <Radio.Group
            id="propose-join-lead"
            name="lead"
            label={t('overlaps.lead')}
            description={t('overlaps.lead-hint')}
            defaultValue={typedLead}
            error={fault('lead')}
            mb="md"
          >
            {choices.map((one) => (
              <Radio
                key={one.id}
                value={one.id}
                mt={6}
                label={`${one.number ?? ''} · ${one.entityName}`}
              />
            ))}
          </Radio.Group>
          <Textarea
            id="propose-join-text"
            name="text"
            label={t('overlaps.words')}
            description={t('overlaps.words-hint')}
            required
            defaultValue={String(reply?.values.text ?? '')}
            error={fault('text')}
            autosize
            minRows={3}
            maxLength={4000}
            mb="md"
          />
          <Button type="submit" name="act" value="propose-join" loading={busy}>
            {t('overlaps.propose')}
          </Button>
        </div>
      </details>
    </Form>
  );
}

function OverlapTable(props: { overlaps: Overlaps; pick: { reply: DecisionReply | null } | null }) {
  const { t } = useTranslation('reviews');
  const { overlaps, pick } = props;
  const before = pick?.reply?.values.others;
  const ticked = (id: string) => before === undefined || [before].flat().includes(id);
  const fault = pick?.reply?.errors.others;
  return (
    <div className="table-scroll" id="propose-join-others">
      <Table className="stack-narrow">
        <Table.Caption className="visually-hidden">{t('overlaps.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('overlaps.request')}</Table.Th>
            <Table.Th className="number">{t('overlaps.common')}</Table.Th>
            {overlaps.unionHa !== null && (
              <Table.Th className="number">{t('overlaps.share')}</Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {overlaps.others.map((other) => (
            <Table.Tr key={other.id}>
              <Table.Td data-full className="overlap-name">
                <OverlapName other={other} pick={pick !== null} ticked={ticked(other.id)} />
              </Table.Td>
              <Table.Td className="number" data-label={t('overlaps.common')}>
                <CommonGround other={other} />
              </Table.Td>
              {overlaps.unionHa !== null && (
                <Table.Td className="number" data-label={t('overlaps.share')}>
                  {overlaps.shares[other.id] === undefined ? (
                    '–'
                  ) : (
                    <Area ha={overlaps.shares[other.id] ?? 0} />
                  )}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {fault && (
        <Text c="red.9" size="sm">
          {t(fault)}
        </Text>
      )}
    </div>
  );
}

type Other = Overlaps['others'][number];

function OverlapName(props: { other: Other; pick: boolean; ticked: boolean }) {
  const { t } = useTranslation('reviews');
  const { other, pick, ticked } = props;
  const name = (
    <>
      <Anchor component={Link} to={`/desk/requests/${other.id}/review`} underline="always">
        {other.number} {other.title}
      </Anchor>
      <Text size="xs" c="dimmed" mb={4}>
        {other.entityName}, {other.ownerName}
        {!other.joinable && ` · ${t('overlaps.not-joinable')}`}
      </Text>
      <StateBadge state={other.state} />
    </>
  );
  if (!pick) return name;
  return (
    <div className="overlap-pick">
      <Checkbox
        size="xs"
        name="others"
        value={other.id}
        defaultChecked={other.joinable && ticked}
        disabled={!other.joinable}
        aria-label={t('overlaps.join-it', { number: other.number })}
      />
      <div>{name}</div>
    </div>
  );
}

function CommonGround({ other }: { other: Other }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  return (
    <>
      <Area ha={other.overlapHa} />
      <Text size="xs" c="dimmed">
        {t('overlaps.shares', {
          own: formatNumber(other.pct, locale),
          other: formatNumber(other.pctOfOther, locale),
        })}
      </Text>
    </>
  );
}
