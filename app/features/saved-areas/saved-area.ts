import { z } from 'zod';

/** Who may find a saved area besides its owner: nobody, the people of one entity, or everyone who is signed in. */
export const sharings = ['private', 'entity', 'public'] as const;
export type Sharing = (typeof sharings)[number];

/** A saved area as lists show it. */
export type SavedArea = {
  id: string;
  name: string;
  sharing: Sharing;
  /** With whom it is shared where `sharing` is `entity`. */
  entityName: string | null;
  ownerName: string;
  mine: boolean;
  areaHa: number;
  updatedAt: Date;
};

/** As many areas as one person may keep. */
export const maxSavedAreas = 200;

/** Messages are keys of the `places` namespace. */
const name = z
  .string({ error: 'saved.faults.name' })
  .trim()
  .min(1, { error: 'saved.faults.name' })
  .max(120, { error: 'saved.faults.name-long' });
const sharing = z.enum(sharings, { error: 'saved.faults.sharing' });
const entityId = z.string().max(64).optional();

export const newAreaSchema = z.object({
  /** Minted by a page that may post twice. */
  id: z
    .string()
    .regex(/^[0-9a-z]{8,40}$/)
    .optional(),
  name,
  sharing: sharing.default('private'),
  entityId,
  aoi: z.string({ error: 'saved.faults.area' }),
});

/** What its owner does to a saved area. */
export const areaActSchema = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('rename'), name }),
    z.object({ intent: z.literal('share'), sharing, entityId }),
    z.object({ intent: z.literal('delete') }),
  ],
  { error: 'saved.faults.intent' },
);
export type AreaAct = z.output<typeof areaActSchema>;
