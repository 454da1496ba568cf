/** Who acts: a person with their roles and entities, or the desk's own machinery. */

export const deskRoles = ['officer', 'expert', 'quota-manager', 'admin'] as const;
export type DeskRole = (typeof deskRoles)[number];

export type Affiliation = {
  entityId: string;
  entityName: string;
  role: 'member' | 'referent';
  /** Whether the entity is a member of DINAMIS today. */
  active: boolean;
};

export type Actor = {
  id: string;
  name: string;
  email: string;
  locale: 'fr' | 'en';
  roles: readonly DeskRole[];
  affiliations: readonly Affiliation[];
};

/** What may be done besides acts on a request (those are in the transition table), and by which desk role. */
const permissions = {
  'desk:read': ['officer', 'quota-manager', 'admin'],
  'desk:review': ['officer'],
  'orders:read': ['officer', 'admin'],
  'orders:place': ['officer'],
  'deliveries:manage': ['officer', 'admin'],
  'quota:read': ['officer', 'quota-manager', 'admin'],
  'quota:grant': ['quota-manager'],
  'mail:manage': ['officer', 'admin'],
  'catalogue:manage': ['officer', 'admin'],
  'offers:edit': ['officer', 'admin'],
} as const satisfies Record<string, readonly DeskRole[]>;
export type Permission = keyof typeof permissions;

/** May this person do this? Nobody signed in may do nothing. */
export function can(actor: Pick<Actor, 'roles'> | null, permission: Permission): boolean {
  const allowed: readonly DeskRole[] = permissions[permission];
  return actor?.roles.some((role) => allowed.includes(role)) ?? false;
}

/** The entities on whose behalf this person may ask and retrieve: those that are members today. */
export function activeAffiliations(actor: Pick<Actor, 'affiliations'> | null): Affiliation[] {
  return actor?.affiliations.filter((a) => a.active) ?? [];
}

/** May this person ask the desk for imagery? */
export const mayAsk = (actor: Pick<Actor, 'affiliations'> | null) =>
  activeAffiliations(actor).length > 0;
