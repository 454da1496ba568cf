import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { FormReply } from '#app/lib/parse-form.ts';
import { Text } from '#app/ui/text.tsx';
import { type AreaAct, type SavedArea, sharings } from './saved-area.ts';

type Entity = { id: string; name: string };
type Props = { area: SavedArea; entities: readonly Entity[]; reply: FormReply | null };

/** What its owner may do with a saved area; each act is opened, then done. Works without scripts. */
export function AreaActs(props: Props) {
  return (
    <div className="area-acts">
      <Rename {...props} />
      <Share {...props} />
      <Delete {...props} />
    </div>
  );
}

function Act(props: {
  area: SavedArea;
  intent: AreaAct['intent'];
  open: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation('places');
  const busy = useNavigation().state !== 'idle';
  const { area, intent } = props;
  return (
    <details className="decision" open={props.open}>
      <summary>{t(`saved.acts.${intent}`)}</summary>
      <div>
        <Form method="post">
          <input type="hidden" name="id" value={area.id} />
          {props.children}
          <Button
            type="submit"
            name="intent"
            value={intent}
            mt="sm"
            disabled={busy}
            {...(intent === 'delete' && { color: 'red.9' })}
          >
            {t(`saved.confirm.${intent}`)}
          </Button>
        </Form>
      </div>
    </details>
  );
}

const faultOf = (reply: FormReply | null, intent: string, field: string) =>
  reply?.values.intent === intent ? reply.errors[field] : undefined;

function Rename({ area, reply }: Props) {
  const { t } = useTranslation('places');
  const fault = faultOf(reply, 'rename', 'name');
  return (
    <Act area={area} intent="rename" open={fault !== undefined}>
      <TextInput
        id="area-name"
        name="name"
        label={t('saved.name')}
        required
        maxLength={120}
        defaultValue={fault ? String(reply?.values.name ?? '') : area.name}
        error={fault && t(fault)}
      />
    </Act>
  );
}

function Share({ area, entities, reply }: Props) {
  const { t } = useTranslation('places');
  const fault = faultOf(reply, 'share', 'sharing');
  const choices = sharings.filter((one) => one !== 'entity' || entities.length > 0);
  return (
    <Act area={area} intent="share" open={fault !== undefined}>
      <Radio.Group
        name="sharing"
        label={t('saved.shared')}
        defaultValue={area.sharing}
        error={fault && t(fault)}
      >
        {choices.map((sharing) => (
          <Radio
            key={sharing}
            value={sharing}
            mt="xs"
            label={t(`saved.sharing.${sharing}`)}
            description={t(`saved.sharingHint.${sharing}`)}
          />
        ))}
      </Radio.Group>
      {entities.length > 1 && (
        <NativeSelect
          name="entityId"
          mt="sm"
          label={t('saved.entity')}
          data={entities.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Act>
  );
}

function Delete({ area }: Props) {
  const { t } = useTranslation('places');
  return (
    <Act area={area} intent="delete" open={false}>
      <Text size="sm">{t('saved.deleteHint', { name: area.name })}</Text>
    </Act>
  );
}
