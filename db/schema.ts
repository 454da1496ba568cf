import type { Polygon } from 'geojson';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { DeliveryState } from '#app/features/deliveries/delivery-status.ts';
import type { PackageReport } from '#app/features/deliveries/dimap/package-report.ts';
import type { OrderStatus } from '#app/features/orders/order-status.ts';
import type { EntryKind } from '#app/features/quotas/ledger.ts';
import type { RequestForm } from '#app/features/requests/request-schema.ts';
import type { Act, RequestState, Turn } from '#app/features/requests/workflow.ts';
import { kit as k } from './kit.ts';

/** Words in both languages, as the desk edits them. */
export type Bilingual = { fr: string; en: string };

// ── People ────────────────────────────────────────────────────────────────────────────────────────

/** A lab, university, agency, ministry or local authority; a member while its membership is active. */
export const entities = k.table('entities', {
  id: k.text().primaryKey(),
  name: k.text().notNull(),
  acronym: k.text(),
  kind: k
    .text()
    .$type<'lab' | 'university' | 'agency' | 'ministry' | 'local-authority'>()
    .notNull(),
  membership: k.text().$type<'none' | 'active' | 'suspended'>().notNull(),
  createdAt: k.at().notNull(),
});

/** A person's account. The password is an argon2id hash. */
export const users = k.table(
  'users',
  {
    id: k.text().primaryKey(),
    email: k.text().notNull(),
    name: k.text().notNull(),
    locale: k.text().$type<'fr' | 'en'>().notNull(),
    passwordHash: k.text().notNull(),
    active: k.flag().notNull(),
    createdAt: k.at().notNull(),
  },
  (t) => [k.unique('users_email').on(t.email)],
);

/** A desk role held by a person; being a member or a référent is held in entity_members. */
export const userRoles = k.table(
  'user_roles',
  {
    userId: k
      .text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: k.text().$type<'officer' | 'expert' | 'quota-manager' | 'admin'>().notNull(),
  },
  (t) => [k.primaryKey({ columns: [t.userId, t.role] })],
);

/** Who belongs to which entity, and as what. */
export const entityMembers = k.table(
  'entity_members',
  {
    entityId: k
      .text()
      .notNull()
      .references(() => entities.id, { onDelete: 'cascade' }),
    userId: k
      .text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: k.text().$type<'member' | 'referent'>().notNull(),
  },
  (t) => [
    k.primaryKey({ columns: [t.entityId, t.userId] }),
    k.index('entity_members_by_user').on(t.userId),
  ],
);

/** Open sessions. The id is a keyed hash of the cookie's secret, so a stolen table opens nothing. */
export const sessions = k.table(
  'sessions',
  {
    id: k.text().primaryKey(),
    userId: k
      .text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: k.at().notNull(),
  },
  (t) => [k.index('sessions_by_user').on(t.userId)],
);

/** Refused sign-ins of the last minutes, counted by address and by account to slow guessing. */
export const loginFailures = k.table(
  'login_failures',
  {
    id: k.text().primaryKey(),
    email: k.text().notNull(),
    ip: k.text().notNull(),
    at: k.at().notNull(),
  },
  (t) => [
    k.index('login_failures_by_email').on(t.email, t.at),
    k.index('login_failures_by_ip').on(t.ip, t.at),
  ],
);

// ── What can be asked for ─────────────────────────────────────────────────────────────────────────

/** A satellite or constellation and what it can do. All of it is edited by the desk. */
export const sensors = k.table('sensors', {
  id: k.text().primaryKey(),
  name: k.text().notNull(),
  family: k.text().notNull(),
  status: k.text().$type<'operational' | 'archive-only' | 'commissioning' | 'lost'>().notNull(),
  statusSince: k.text(),
  gsdPanM: k.num(),
  gsdMsM: k.num().notNull(),
  swathKm: k.num().notNull(),
  maxIncidenceDeg: k.num().notNull(),
  modes: k.json<('mono' | 'stereo' | 'tristereo')[]>().notNull(),
  bands: k.json<string[]>().notNull(),
  platforms: k.json<string[]>().notNull(),
  note: k.json<Bilingual>(),
  position: k.int().notNull(),
});

/** What may be bought of a sensor: tasking or archive, its minimum area and its licence. */
export const offers = k.table(
  'offers',
  {
    id: k.text().primaryKey(),
    sensorId: k
      .text()
      .notNull()
      .references(() => sensors.id),
    kind: k.text().$type<'tasking' | 'archive'>().notNull(),
    minAreaHa: k.int().notNull(),
    /** The narrowest that an area may be, in kilometres; null asks for nothing. */
    minWidthKm: k.num(),
    /** The largest area of one order; null has no limit. */
    maxAreaHa: k.int(),
    /** Whether each polygon is an order of its own, and must reach the minima alone. */
    perPolygon: k.flag().notNull(),
    maxVertices: k.int().notNull(),
    licenceId: k
      .text()
      .notNull()
      .references(() => licences.id),
    providerId: k.text().notNull(),
    active: k.flag().notNull(),
  },
  (t) => [k.index('offers_by_sensor').on(t.sensorId)],
);

/** A licence under which imagery is held. */
export const licences = k.table('licences', {
  id: k.text().primaryKey(),
  name: k.json<Bilingual>().notNull(),
  /** What it allows, in one plain sentence. */
  summary: k.json<Bilingual>().notNull(),
  /** `{year}` and `{platform}` are replaced by those of the scene. */
  creditTemplate: k.text().notNull(),
});

/** The text of a licence from a date on. Never edited: a new text is a new version, to be accepted anew. */
export const licenceVersions = k.table(
  'licence_versions',
  {
    id: k.text().primaryKey(),
    licenceId: k
      .text()
      .notNull()
      .references(() => licences.id),
    version: k.text().notNull(),
    text: k.json<Bilingual>().notNull(),
    /** SHA-256 (hex) of the French text, which is the one that binds. */
    textSha256: k.text().notNull(),
    effectiveAt: k.at().notNull(),
  },
  (t) => [k.unique('licence_versions_once').on(t.licenceId, t.version)],
);

/** Who accepted which text, when, and on behalf of which entity. */
export const acceptances = k.table(
  'acceptances',
  {
    id: k.text().primaryKey(),
    licenceVersionId: k
      .text()
      .notNull()
      .references(() => licenceVersions.id),
    textSha256: k.text().notNull(),
    userId: k
      .text()
      .notNull()
      .references(() => users.id),
    entityId: k
      .text()
      .notNull()
      .references(() => entities.id),
    at: k.at().notNull(),
    ip: k.text(),
  },
  (t) => [k.unique('acceptances_once').on(t.licenceVersionId, t.userId, t.entityId)],
);

/** Lists that the desk edits: poles, themes, refusal reasons. */
export const choices = k.table(
  'choices',
  {
    list: k.text().$type<'pole' | 'theme' | 'refusal-reason'>().notNull(),
    code: k.text().notNull(),
    label: k.json<Bilingual>().notNull(),
    position: k.int().notNull(),
    active: k.flag().notNull(),
  },
  (t) => [k.primaryKey({ columns: [t.list, t.code] })],
);

/** Imagery that costs nothing and may do instead: shown before anything is ordered. Edited by the desk. */
export const freeSources = k.table('free_sources', {
  id: k.text().primaryKey(),
  name: k.json<Bilingual>().notNull(),
  /** What it is good for and what it is not, in one or two sentences. */
  summary: k.json<Bilingual>().notNull(),
  gsdM: k.num().notNull(),
  /** Where it exists; null is everywhere. */
  coverage: k.json<AreaGeometry>(),
  /** Days between which it was acquired, `YYYY-MM-DD`; null is open. */
  fromDay: k.text(),
  toDay: k.text(),
  /** Where it is found; `{west}`, `{south}`, `{east}`, `{north}`, `{lon}` and `{lat}` are replaced by those of the area. */
  url: k.text().notNull(),
  position: k.int().notNull(),
  active: k.flag().notNull(),
});

// ── Areas ─────────────────────────────────────────────────────────────────────────────────────────

/** An area that a person keeps for later. */
export const savedAreas = k.table(
  'saved_areas',
  {
    id: k.text().primaryKey(),
    ownerId: k
      .text()
      .notNull()
      .references(() => users.id),
    name: k.text().notNull(),
    /** `entity` shares it with the people of `entityId`, `public` with everyone who is signed in. */
    sharing: k.text().$type<'private' | 'entity' | 'public'>().notNull(),
    entityId: k.text().references(() => entities.id),
    geometry: k.json<AreaGeometry>().notNull(),
    areaHa: k.int().notNull(),
    createdAt: k.at().notNull(),
    updatedAt: k.at().notNull(),
  },
  (t) => [
    k.index('saved_areas_by_owner').on(t.ownerId, t.updatedAt),
    k.index('saved_areas_by_entity').on(t.entityId, t.updatedAt),
    k.index('saved_areas_by_sharing').on(t.sharing, t.updatedAt),
  ],
);

/** The outline of a commune, EPCI, département or région, as the operator imported it. */
export const boundaries = k.table(
  'boundaries',
  {
    kind: k.text().$type<'commune' | 'epci' | 'departement' | 'region'>().notNull(),
    /** The INSEE code, or the SIREN of an EPCI. */
    code: k.text().notNull(),
    name: k.text().notNull(),
    geometry: k.json<AreaGeometry>().notNull(),
    areaHa: k.int().notNull(),
    /** What was imported, for the credit line. */
    source: k.text().notNull(),
    /** Made of the outlines of its communes, because no file had its own. */
    derived: k.flag().notNull(),
    importedAt: k.at().notNull(),
  },
  (t) => [k.primaryKey({ columns: [t.kind, t.code] })],
);

// ── Requests ──────────────────────────────────────────────────────────────────────────────────────

/** What is asked of the desk. Its state changes only through the transition table. */
export const requests = k.table(
  'requests',
  {
    id: k.text().primaryKey(),
    /** `2026-0042`: given at the first submission, so drafts leave no holes. */
    number: k.text(),
    ownerId: k
      .text()
      .notNull()
      .references(() => users.id),
    entityId: k
      .text()
      .notNull()
      .references(() => entities.id),
    state: k.text().$type<RequestState>().notNull(),
    turn: k.text().$type<Turn>(),
    turnSince: k.at().notNull(),
    title: k.text().notNull(),
    form: k.json<Partial<RequestForm>>().notNull(),
    aoi: k.json<AreaGeometry>(),
    areaHa: k.int().notNull(),
    /** The part of the AOI that was approved; the whole of it in most cases. */
    grantedAoi: k.json<AreaGeometry>(),
    grantedHa: k.int(),
    /** The sensor that was approved. */
    sensorId: k.text().references(() => sensors.id),
    version: k.int().notNull(),
    createdAt: k.at().notNull(),
    updatedAt: k.at().notNull(),
    submittedAt: k.at(),
  },
  (t) => [
    k.unique('requests_number').on(t.number),
    k.index('requests_by_owner').on(t.ownerId, t.updatedAt),
    k.index('requests_by_entity').on(t.entityId, t.updatedAt),
    k.index('requests_by_turn').on(t.turn, t.turnSince),
    k.index('requests_by_state').on(t.state, t.turnSince),
  ],
);

/** One row per act: the timeline, the conversation and the audit trail are these rows. */
export const requestEvents = k.table(
  'request_events',
  {
    id: k.text().primaryKey(),
    requestId: k
      .text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    act: k.text().$type<Act>().notNull(),
    fromState: k.text().$type<RequestState>().notNull(),
    toState: k.text().$type<RequestState>().notNull(),
    /** Null is the desk's own machinery. */
    actorId: k.text().references(() => users.id),
    text: k.text(),
    data: k.json<Record<string, string | number>>(),
    at: k.at().notNull(),
  },
  (t) => [k.index('request_events_by_request').on(t.requestId, t.at)],
);

/** What was asked at each submission, word for word. */
export const requestVersions = k.table(
  'request_versions',
  {
    requestId: k
      .text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    version: k.int().notNull(),
    form: k.json<Partial<RequestForm>>().notNull(),
    aoi: k.json<AreaGeometry>().notNull(),
    areaHa: k.int().notNull(),
    at: k.at().notNull(),
  },
  (t) => [k.primaryKey({ columns: [t.requestId, t.version] })],
);

/** The file that an area was read from, as it was sent. */
export const requestFiles = k.table(
  'request_files',
  {
    id: k.text().primaryKey(),
    requestId: k
      .text()
      .notNull()
      .references(() => requests.id, { onDelete: 'cascade' }),
    name: k.text().notNull(),
    /** The reader that understood it: `geojson`, `kml`, `shapefile` … */
    format: k.text().notNull(),
    storageKey: k.text().notNull(),
    bytes: k.int().notNull(),
    sha256: k.text().notNull(),
    uploadedBy: k
      .text()
      .notNull()
      .references(() => users.id),
    at: k.at().notNull(),
  },
  (t) => [k.index('request_files_by_request').on(t.requestId, t.at)],
);

/** The desk's proposal to buy once what several requests ask for over the same place. */
export const joins = k.table(
  'joins',
  {
    id: k.text().primaryKey(),
    /** The request that goes on for all of them. */
    leadRequestId: k
      .text()
      .notNull()
      .references(() => requests.id),
    state: k.text().$type<'proposed' | 'agreed' | 'declined' | 'withdrawn'>().notNull(),
    text: k.text().notNull(),
    proposedBy: k
      .text()
      .notNull()
      .references(() => users.id),
    at: k.at().notNull(),
    decidedAt: k.at(),
  },
  (t) => [k.index('joins_by_lead').on(t.leadRequestId)],
);

/** What each request of a join would bear of the area, and what its owner answered. */
export const joinShares = k.table(
  'join_shares',
  {
    joinId: k
      .text()
      .notNull()
      .references(() => joins.id, { onDelete: 'cascade' }),
    requestId: k
      .text()
      .notNull()
      .references(() => requests.id),
    entityId: k
      .text()
      .notNull()
      .references(() => entities.id),
    shareHa: k.int().notNull(),
    answer: k.text().$type<'agreed' | 'declined'>(),
    answeredBy: k.text().references(() => users.id),
    answeredAt: k.at(),
  },
  (t) => [
    k.primaryKey({ columns: [t.joinId, t.requestId] }),
    k.index('join_shares_by_request').on(t.requestId),
  ],
);

/** Numbers given in order, one row per series and year. */
export const counters = k.table('counters', {
  name: k.text().primaryKey(),
  value: k.int().notNull(),
});

// ── Quota ─────────────────────────────────────────────────────────────────────────────────────────

/** A quota of one sensor family over one period. Its balance is computed from its entries. */
export const envelopes = k.table(
  'envelopes',
  {
    id: k.text().primaryKey(),
    name: k.json<Bilingual>().notNull(),
    family: k.text().notNull(),
    fromAt: k.at().notNull(),
    toAt: k.at().notNull(),
    /** Null serves every member. */
    entityId: k.text().references(() => entities.id),
    /** Counts the writes: updating it first is what makes two holds wait for each other on both engines. */
    seq: k.int().notNull(),
  },
  (t) => [k.index('envelopes_by_family').on(t.family, t.fromAt)],
);

/** A movement of quota, in hectares. Never changed, never deleted. */
export const ledgerEntries = k.table(
  'ledger_entries',
  {
    id: k.text().primaryKey(),
    envelopeId: k
      .text()
      .notNull()
      .references(() => envelopes.id),
    kind: k.text().$type<EntryKind>().notNull(),
    amountHa: k.int().notNull(),
    /** The hold that a settle or a release draws on. */
    holdId: k.text(),
    requestId: k.text().references(() => requests.id),
    actorId: k.text().references(() => users.id),
    reason: k.text().notNull(),
    at: k.at().notNull(),
  },
  (t) => [
    k.index('ledger_entries_by_envelope').on(t.envelopeId, t.at),
    k.index('ledger_entries_by_request').on(t.requestId),
    k.index('ledger_entries_by_hold').on(t.holdId),
  ],
);

// ── Orders ────────────────────────────────────────────────────────────────────────────────────────

/** What the desk asks of a provider for one request, AOI and sensor. */
export const orders = k.table(
  'orders',
  {
    id: k.text().primaryKey(),
    number: k.text().notNull(),
    requestId: k
      .text()
      .notNull()
      .references(() => requests.id),
    sensorId: k
      .text()
      .notNull()
      .references(() => sensors.id),
    providerId: k.text().notNull(),
    status: k.text().$type<OrderStatus>().notNull(),
    aoi: k.json<AreaGeometry>().notNull(),
    areaHa: k.int().notNull(),
    comment: k.text(),
    windowFrom: k.at().notNull(),
    windowTo: k.at().notNull(),
    providerReference: k.text(),
    createdBy: k
      .text()
      .notNull()
      .references(() => users.id),
    createdAt: k.at().notNull(),
    updatedAt: k.at().notNull(),
    /** When the provider is asked next; null once nothing more can come. */
    nextPollAt: k.at(),
    /** The provider's last refusal to answer, shown to the desk. */
    lastFault: k.text(),
  },
  (t) => [
    k.unique('orders_number').on(t.number),
    k.index('orders_by_request').on(t.requestId),
    k.index('orders_by_poll').on(t.nextPollAt),
  ],
);

/** One row per change of an order's status. */
export const orderEvents = k.table(
  'order_events',
  {
    id: k.text().primaryKey(),
    orderId: k
      .text()
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    status: k.text().$type<OrderStatus>().notNull(),
    reasonCode: k.text(),
    actorId: k.text().references(() => users.id),
    at: k.at().notNull(),
  },
  (t) => [k.index('order_events_by_order').on(t.orderId, t.at)],
);

/** One pass tried by a provider. */
export const attempts = k.table(
  'attempts',
  {
    orderId: k
      .text()
      .notNull()
      .references(() => orders.id, { onDelete: 'cascade' }),
    reference: k.text().notNull(),
    plannedAt: k.at().notNull(),
    state: k.text().$type<'planned' | 'acquired' | 'cloudy' | 'failed' | 'validated'>().notNull(),
    cloudCoverPct: k.num(),
    incidenceDeg: k.num(),
    footprint: k.json<Polygon>(),
    updatedAt: k.at().notNull(),
  },
  (t) => [k.primaryKey({ columns: [t.orderId, t.reference] })],
);

// ── Deliveries and the catalogue ──────────────────────────────────────────────────────────────────

/** A parcel of files: from a provider's order, or brought by hand. Seen only once it is ingested. */
export const deliveries = k.table(
  'deliveries',
  {
    id: k.text().primaryKey(),
    orderId: k.text().references(() => orders.id),
    requestId: k.text().references(() => requests.id),
    /** The provider's name of the parcel, or the folder's own name. */
    reference: k.text().notNull(),
    sourceFolder: k.text().notNull(),
    state: k.text().$type<DeliveryState>().notNull(),
    report: k.json<PackageReport>(),
    /** SHA-256 over the paths and digests of all files: the same parcel is ingested once. */
    contentSha256: k.text(),
    bytes: k.big().notNull(),
    takeInPart: k.flag().notNull(),
    tries: k.int().notNull(),
    nextTryAt: k.at(),
    lastFault: k.text(),
    createdAt: k.at().notNull(),
    ingestedAt: k.at(),
  },
  (t) => [
    k.unique('deliveries_once').on(t.orderId, t.reference),
    k.unique('deliveries_content').on(t.contentSha256),
    k.index('deliveries_by_state').on(t.state, t.nextTryAt),
    k.index('deliveries_by_request').on(t.requestId),
  ],
);

/** A scene that is held: what the catalogue shows and what licences open. */
export const items = k.table(
  'items',
  {
    /** In the order of cataloguing: what postings name it by, and what settles ties. */
    rowNo: k.rowNo(),
    id: k.text().notNull(),
    /** Null where the scene was imported from another catalogue: its files are elsewhere. */
    deliveryId: k.text().references(() => deliveries.id),
    requestId: k.text().references(() => requests.id),
    /** Its STAC collection as well. */
    sensorId: k
      .text()
      .notNull()
      .references(() => sensors.id),
    licenceId: k
      .text()
      .notNull()
      .references(() => licences.id),
    platform: k.text().notNull(),
    acquiredAt: k.at().notNull(),
    cloudCoverPct: k.num(),
    incidenceDeg: k.num(),
    gsdM: k.num(),
    /** Null where the package does not say: such a scene is found by date and sensor, never by place. */
    footprint: k.json<AreaGeometry>(),
    footprintApproximate: k.flag().notNull(),
    areaHa: k.int().notNull(),
    west: k.num(),
    south: k.num(),
    east: k.num(),
    north: k.num(),
    synthetic: k.flag().notNull(),
    quicklookKey: k.text(),
    /** Who may know of it: everyone, those of a member entity, or those of `entityId`. The desk sees all. */
    visibility: k.text().$type<'public' | 'members' | 'entity'>().notNull(),
    /** The entity it was bought for. */
    entityId: k.text().references(() => entities.id),
    /** Until then only `entityId` and the desk know of it, whatever `visibility` says. */
    embargoUntil: k.at(),
    /** Since when it is no longer held: its page stays and says so, its files are gone. */
    withdrawnAt: k.at(),
    withdrawnReason: k.text(),
    /** Its id and platform, folded (`foldText`): what words are looked for in. */
    searchText: k.text().notNull(),
    createdAt: k.at().notNull(),
  },
  (t) => [
    k.unique('items_id').on(t.id),
    k.index('items_by_sensor').on(t.sensorId, t.acquiredAt, t.rowNo),
    k.index('items_by_creation').on(t.createdAt, t.rowNo),
    k.index('items_by_embargo').on(t.embargoUntil),
    // All that counting by facets reads, so that it never touches the rows themselves.
    k
      .index('items_facts')
      .on(
        t.visibility,
        t.withdrawnAt,
        t.embargoUntil,
        t.entityId,
        t.sensorId,
        t.platform,
        t.acquiredAt,
        t.cloudCoverPct,
      ),
    k.index('items_by_delivery').on(t.deliveryId),
    k.index('items_by_request').on(t.requestId),
  ],
);

/** What the desk changed of a scene: who may know of it, and whether it is held. Immutable. */
export const itemEvents = k.table(
  'item_events',
  {
    id: k.text().primaryKey(),
    itemId: k
      .text()
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    actorId: k
      .text()
      .notNull()
      .references(() => users.id),
    act: k.text().$type<'visibility' | 'withdraw' | 'restore'>().notNull(),
    /** The reason of a withdrawal; for a visibility, what it was and what it is. */
    detail: k.json<Record<string, string | null>>().notNull(),
    at: k.at().notNull(),
  },
  (t) => [k.index('item_events_by_item').on(t.itemId, t.at), k.index('item_events_by_at').on(t.at)],
);

/** The STAC item of each scene: apart, so that what searches read stays small. */
export const itemDocuments = k.table('item_documents', {
  rowNo: k
    .int()
    .primaryKey()
    .references(() => items.rowNo, { onDelete: 'cascade' }),
  stac: k.json<Record<string, unknown>>().notNull(),
});

/**
 * Each scene under every tile that its box touches and under the world's (0), in the order of time and in that of cloud: plain
 * B-trees that both engines serve alike. Written by `postings.server.ts` alone; derived, so that nothing refers to it.
 */
export const itemCells = k.table(
  'item_cells',
  {
    cell: k.big().notNull(),
    acquiredAt: k.at().notNull(),
    /** 1000 where it is not known: after all that is. */
    cloudRank: k.num().notNull(),
    rowNo: k.int().notNull(),
  },
  (t) => [
    k.primaryKey({ columns: [t.cell, t.acquiredAt, t.rowNo] }),
    k.index('item_cells_by_cloud').on(t.cell, t.cloudRank, t.rowNo),
  ],
);

/** A file of a delivery, stored untouched. Without an item it belongs to all of the parcel's scenes. */
export const deliveryFiles = k.table(
  'delivery_files',
  {
    id: k.text().primaryKey(),
    deliveryId: k
      .text()
      .notNull()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    itemId: k.text().references(() => items.id),
    path: k.text().notNull(),
    storageKey: k.text().notNull(),
    bytes: k.big().notNull(),
    sha256: k.text().notNull(),
    mediaType: k.text().notNull(),
    role: k.text().notNull(),
  },
  (t) => [
    k.unique('delivery_files_once').on(t.deliveryId, t.path),
    k.index('delivery_files_by_item').on(t.itemId),
  ],
);

/** Every retrieval: who, for whom, what, under which text. */
export const downloads = k.table(
  'downloads',
  {
    id: k.text().primaryKey(),
    userId: k
      .text()
      .notNull()
      .references(() => users.id),
    entityId: k
      .text()
      .notNull()
      .references(() => entities.id),
    itemId: k
      .text()
      .notNull()
      .references(() => items.id),
    /** Null is the whole scene, as a ZIP. */
    fileId: k.text().references(() => deliveryFiles.id),
    licenceVersionId: k
      .text()
      .notNull()
      .references(() => licenceVersions.id),
    range: k.text(),
    ip: k.text(),
    at: k.at().notNull(),
  },
  (t) => [
    k.index('downloads_by_item').on(t.itemId, t.at),
    k.index('downloads_by_user').on(t.userId, t.at),
  ],
);

/** A catalogue search that a person keeps, and may be told of when something new arrives. */
export const savedSearches = k.table(
  'saved_searches',
  {
    id: k.text().primaryKey(),
    userId: k
      .text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: k.text().notNull(),
    /** The query of the catalogue's address, without what only places the page. */
    query: k.text().notNull(),
    notify: k.flag().notNull(),
    /** At most one letter in so many hours. */
    everyHours: k.int().notNull(),
    /** What was catalogued up to then has been told, */
    toldUntil: k.at().notNull(),
    /** that is, up to this row: a clock says nothing of the order in which parcels were catalogued. */
    toldRow: k.int().notNull(),
    /** When the last letter was written; null before the first. */
    toldAt: k.at(),
    createdAt: k.at().notNull(),
  },
  (t) => [
    k.index('saved_searches_by_user').on(t.userId, t.createdAt),
    k.index('saved_searches_by_told').on(t.notify, t.toldRow),
  ],
);

/** The scenes that a person has put aside to retrieve together. */
export const cartItems = k.table(
  'cart_items',
  {
    userId: k
      .text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    itemId: k
      .text()
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    at: k.at().notNull(),
  },
  (t) => [k.primaryKey({ columns: [t.userId, t.itemId] })],
);

// ── Mail and jobs ─────────────────────────────────────────────────────────────────────────────────

/** Mail waiting to be sent, written in the transaction of the act it tells of. */
export const outbox = k.table(
  'outbox',
  {
    id: k.text().primaryKey(),
    toAddress: k.text().notNull(),
    subject: k.text().notNull(),
    text: k.text().notNull(),
    state: k.text().$type<'queued' | 'sent' | 'dead'>().notNull(),
    tries: k.int().notNull(),
    nextTryAt: k.at().notNull(),
    lastFault: k.text(),
    requestId: k.text().references(() => requests.id),
    createdAt: k.at().notNull(),
    sentAt: k.at(),
  },
  (t) => [k.index('outbox_by_state').on(t.state, t.nextTryAt)],
);

/** Who runs a timed job now, so that two processes on one database do not. */
export const leases = k.table('leases', {
  name: k.text().primaryKey(),
  holder: k.text().notNull(),
  until: k.at().notNull(),
});
