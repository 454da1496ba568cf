import { Button, Text } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { MailState } from './mail-states.ts';
import type { listMail } from './outbox.server.ts';

type Letter = Awaited<ReturnType<typeof listMail>>[number];

/** Letters of one state: to whom, what, when, and why not. */
export function MailTable({ letters, state }: { letters: Letter[]; state: MailState }) {
  const { t } = useTranslation('desk');
  const showsFault = state !== 'sent';
  return (
    <div className="table-scroll">
      <Table className="stack-narrow">
        <Table.Caption className="visually-hidden">{t(`mail.tabs.${state}`)}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('mail.letter')}</Table.Th>
            <Table.Th className="wide-only">{t('mail.to')}</Table.Th>
            <Table.Th>{t(`mail.when.${state}`)}</Table.Th>
            {showsFault && <Table.Th>{t('mail.fault')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {letters.map((letter) => (
            <Table.Tr key={letter.id}>
              <Table.Td className="breakable">
                <details>
                  <summary>{letter.subject}</summary>
                  <div className="letter-text">{letter.text}</div>
                </details>
                <Text size="sm" c="dimmed" className="narrow-only">
                  {letter.toAddress}
                </Text>
              </Table.Td>
              <Table.Td className="wide-only breakable">{letter.toAddress}</Table.Td>
              <Table.Td data-label={t(`mail.when.${state}`)}>
                <Moment at={momentOf(letter)} />
              </Table.Td>
              {showsFault && (
                <Table.Td className="breakable" data-label={t('mail.fault')}>
                  {letter.lastFault ?? t('mail.noFault')}
                  {letter.tries > 0 && (
                    <Text size="sm" c="dimmed">
                      {t('mail.tries', { count: letter.tries })}
                    </Text>
                  )}
                  {state === 'dead' && <Requeue letter={letter} />}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** When a letter was sent, is tried next, or was given up after having been queued. */
const momentOf = (letter: Letter) =>
  letter.sentAt ?? (letter.state === 'queued' ? letter.nextTryAt : letter.createdAt);

function Requeue({ letter }: { letter: Letter }) {
  const { t } = useTranslation('desk');
  return (
    <Form method="post">
      <input type="hidden" name="id" value={letter.id} />
      <Button type="submit" size="xs" variant="default" mt={4}>
        {t('mail.requeue')}
        <span className="visually-hidden">
          {' '}
          {letter.subject}, {letter.toAddress}
        </span>
      </Button>
    </Form>
  );
}
