import { parseArgs } from 'node:util';
import { ingestDeps, ingestFolder } from '#app/features/deliveries/ingest.server.ts';
import { readFault } from '#app/features/deliveries/ingest-fault.ts';
import { translator } from '#app/i18n/locale.server.ts';
import { type Command, withDatabase, wrongUse } from './command.ts';

export const ingest: Command = {
  summary: 'Takes in a folder of imagery that was brought by hand.',
  usage: 'ingest FOLDER [--request NUMBER] [--take-in-part]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        request: { type: 'string' },
        // An incomplete parcel: take what is there, the rest will not come.
        'take-in-part': { type: 'boolean', default: false },
      },
    });
    const [folder] = positionals;
    if (!folder || positionals.length > 1) wrongUse('One folder is needed.');
    const given = {
      folder,
      takeInPart: values['take-in-part'],
      ...(values.request && { requestNumber: values.request }),
    };
    const outcome = await withDatabase((db) => ingestFolder(db, ingestDeps(), given));
    const { deliveryId, state, fault, itemIds } = outcome;
    console.log(`Delivery ${deliveryId}: ${state}.`);
    if (fault) {
      const t = await translator('en');
      const { code, detail } = readFault(fault);
      console.error(t(`ingest:fault.${code}`, { detail }));
    }
    for (const id of itemIds) console.log(`  scene ${id}`);
    return state === 'ingested' ? 0 : 1;
  },
};
