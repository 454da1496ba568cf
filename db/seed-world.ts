import type { MultiPolygon, Polygon } from 'geojson';
import { boxPolygon } from '#app/features/areas/area.ts';
import type { Bilingual } from './schema.ts';

/**
 * The small named world of the demonstration and of the tests: invented people and structures, real satellites.
 * Figures that the desk edits (minimum areas, quotas) are plausible, not those of DINAMIS.
 */

export const demoPassword = 'dinamis-demo-2026';

export const entities = [
  {
    id: 'lgv',
    name: 'Laboratoire Glaciers et Versants, université de Belledonne',
    acronym: 'LGV',
    kind: 'lab',
    membership: 'active',
  },
  {
    id: 'ale',
    name: 'Agence du littoral et des estuaires',
    acronym: 'ALE',
    kind: 'agency',
    membership: 'active',
  },
  {
    id: 'cchp',
    name: 'Communauté de communes des Hauts-Plateaux',
    acronym: 'CCHP',
    kind: 'local-authority',
    membership: 'active',
  },
  {
    id: 'uca',
    name: 'Université de la Côte d’Albâtre',
    acronym: 'UCA',
    kind: 'university',
    membership: 'none',
  },
] as const;

export type Person = {
  name: string;
  email: string;
  locale: 'fr' | 'en';
  entity?: { id: (typeof entities)[number]['id']; role: 'member' | 'referent' };
  roles: readonly ('officer' | 'expert' | 'quota-manager' | 'admin')[];
};

/** By the name that tests and the seed use; it is also the account's id. */
export const people = {
  ana: member('Anaïs Martel', 'anais.martel@lgv.example', 'lgv'),
  liam: { ...member('Liam Byrne', 'liam.byrne@ale.example', 'ale'), locale: 'en' },
  chloe: member('Chloé Rivière', 'chloe.riviere@cchp.example', 'cchp'),
  denis: referent('Denis Faure', 'denis.faure@lgv.example', 'lgv'),
  elise: referent('Élise Le Goff', 'elise.legoff@ale.example', 'ale'),
  farid: referent('Farid Benali', 'farid.benali@cchp.example', 'cchp'),
  odile: atDesk('Odile Garnier', 'odile.garnier@dinamis.example', 'officer'),
  olivier: atDesk('Olivier Mercier', 'olivier.mercier@dinamis.example', 'officer'),
  etienne: atDesk('Étienne Roussel', 'etienne.roussel@theia.example', 'expert'),
  quentin: atDesk('Quentin Lambert', 'quentin.lambert@dinamis.example', 'quota-manager'),
  agathe: atDesk('Agathe Moreau', 'agathe.moreau@dinamis.example', 'admin'),
  nora: member('Nora Petit', 'nora.petit@uca.example', 'uca'),
} as const satisfies Record<string, Person>;
export type PersonName = keyof typeof people;
export const personNames = Object.keys(people) as PersonName[];

function member(name: string, email: string, id: (typeof entities)[number]['id']) {
  return { name, email, locale: 'fr', entity: { id, role: 'member' }, roles: [] } as const;
}
function referent(name: string, email: string, id: (typeof entities)[number]['id']) {
  return { name, email, locale: 'fr', entity: { id, role: 'referent' }, roles: [] } as const;
}
function atDesk(name: string, email: string, role: Person['roles'][number]): Person {
  return { name, email, locale: 'fr', roles: [role] };
}

const allModes = ['mono', 'stereo', 'tristereo'] as const;
const fourBands = ['PAN', 'B', 'G', 'R', 'NIR'];

/**
 * Delivered resolutions, swaths and largest angles as published: Pléiades and SPOT by Airbus' user guides, Pléiades Neo
 * by https://docs.charter.uat.esaportal.eu/missions/opt/pleiades-neo/, CO3D by
 * https://cnes.fr/communiques/satellite-co3d-livre-premieres-donnees-tres-prometteuses.
 */
export const sensors = [
  {
    id: 'pleiades',
    name: 'Pléiades 1A/1B',
    family: 'pleiades',
    status: 'operational',
    statusSince: '2011-12',
    gsdPanM: 0.5,
    gsdMsM: 2,
    swathKm: 20,
    maxIncidenceDeg: 47,
    modes: [...allModes],
    bands: fourBands,
    platforms: ['pleiades-1a', 'pleiades-1b'],
    note: null,
  },
  {
    id: 'pleiades-neo',
    name: 'Pléiades Neo 3/4',
    family: 'pleiades-neo',
    status: 'operational',
    statusSince: '2021-04',
    gsdPanM: 0.3,
    gsdMsM: 1.2,
    swathKm: 14,
    maxIncidenceDeg: 52,
    modes: [...allModes],
    bands: ['PAN', 'DB', 'B', 'G', 'R', 'RE', 'NIR'],
    platforms: ['pleiades-neo-3', 'pleiades-neo-4'],
    note: null,
  },
  {
    id: 'spot-6',
    name: 'SPOT 6',
    family: 'spot',
    status: 'operational',
    statusSince: '2012-09',
    gsdPanM: 1.5,
    gsdMsM: 6,
    swathKm: 60,
    maxIncidenceDeg: 45,
    modes: [...allModes],
    bands: fourBands,
    platforms: ['spot-6'],
    note: null,
  },
  {
    id: 'spot-7',
    name: 'SPOT 7',
    family: 'spot',
    status: 'archive-only',
    statusSince: '2023-03',
    gsdPanM: 1.5,
    gsdMsM: 6,
    swathKm: 60,
    maxIncidenceDeg: 45,
    modes: [...allModes],
    bands: fourBands,
    platforms: ['spot-7'],
    note: {
      fr: 'Satellite perdu en mars 2023 : seules ses archives peuvent être demandées.',
      en: 'Satellite lost in March 2023: only its archive can be asked for.',
    },
  },
  {
    id: 'co3d',
    name: 'CO3D',
    family: 'co3d',
    status: 'commissioning',
    statusSince: '2025-07',
    gsdPanM: null,
    gsdMsM: 0.5,
    swathKm: 7,
    maxIncidenceDeg: 30,
    modes: ['stereo'],
    bands: ['B', 'G', 'R', 'NIR'],
    platforms: ['co3d-1', 'co3d-2', 'co3d-3', 'co3d-4'],
    note: {
      fr: 'En recette : aucune offre ouverte. Fauchée et angle à confirmer.',
      en: 'Being commissioned: nothing on offer yet. Swath and angle to be confirmed.',
    },
  },
] as const;

/** Minima as commonly sold, of areas and of 5 km in width; each polygon of a Pléiades Neo area is an order of its own. */
export const offers = [
  offer('pleiades', 'tasking', 10_000, 'dsp-pleiades'),
  offer('pleiades', 'archive', 2_500, 'dsp-pleiades'),
  { ...offer('pleiades-neo', 'tasking', 10_000, 'neo-institutionnelle'), perPolygon: true },
  { ...offer('pleiades-neo', 'archive', 2_500, 'neo-institutionnelle'), perPolygon: true },
  offer('spot-6', 'tasking', 50_000, 'spot-dinamis'),
  offer('spot-6', 'archive', 10_000, 'spot-dinamis'),
  offer('spot-7', 'archive', 10_000, 'spot-dinamis'),
] as const;

function offer(
  sensorId: string,
  kind: 'tasking' | 'archive',
  minAreaHa: number,
  licenceId: string,
) {
  return {
    id: `${sensorId}-${kind}`,
    sensorId,
    kind,
    minAreaHa,
    minWidthKm: 5,
    licenceId,
    maxVertices: 500,
    perPolygon: false,
    providerId: 'sandbox',
  };
}

/** Around metropolitan France and Corsica, by hand: it is only asked whether an area touches it. */
const metropole: Polygon['coordinates'][] = [
  [
    [
      [-5.3, 48.2],
      [-2.6, 46.9],
      [-1.5, 45.5],
      [-1.9, 43.3],
      [1.4, 42.3],
      [3.3, 42.3],
      [3.6, 43.2],
      [6.2, 42.9],
      [7.6, 43.7],
      [7.1, 45.4],
      [6.9, 46.4],
      [7.7, 47.5],
      [8.3, 49.1],
      [4.3, 50.3],
      [2.6, 51.2],
      [1.4, 50.9],
      [-2.1, 49.8],
      [-5.3, 48.8],
      [-5.3, 48.2],
    ],
  ],
  boxPolygon([8.5, 41.3, 9.7, 43.1]).coordinates,
];

/** Guadeloupe, Martinique, La Réunion, Mayotte and the coast of Guyane. */
const overseas = [
  boxPolygon([-61.9, 15.8, -60.9, 16.6]).coordinates,
  boxPolygon([-61.3, 14.3, -60.7, 15]).coordinates,
  boxPolygon([55.2, -21.5, 55.9, -20.8]).coordinates,
  boxPolygon([44.9, -13.1, 45.4, -12.6]).coordinates,
  boxPolygon([-54.1, 4.2, -51.6, 5.9]).coordinates,
];

/**
 * What costs nothing. Sentinel-2: https://sentinels.copernicus.eu (10 m, first images of June 2015). BD ORTHO:
 * https://www.data.gouv.fr/fr/datasets/bd-ortho-r-50-cm (20 cm, a third of the territory each year). SPOT 6/7 coverages: one
 * a year since 2014, https://www.applisat.fr/fiches-produits/couverture-nationale-spot67, open by
 * https://openspot-dinamis.data-terra.org. SPOT World Heritage: https://spot.cnes.fr/fr/spot-world-heritage (1986 to 2015).
 */
export const freeSources: readonly {
  id: string;
  name: Bilingual;
  summary: Bilingual;
  gsdM: number;
  coverage: MultiPolygon | null;
  fromDay: string | null;
  toDay: string | null;
  url: string;
}[] = [
  {
    id: 'spot-open',
    name: {
      fr: 'Couvertures nationales SPOT 6/7',
      en: 'National coverages by SPOT 6/7',
    },
    summary: {
      fr: 'Une couverture de la métropole par an depuis 2014, en Licence Ouverte. Pas de date choisie, ni d’outre-mer.',
      en: 'One coverage of metropolitan France a year since 2014, under the Open Licence. No chosen date, nothing overseas.',
    },
    gsdM: 1.5,
    coverage: { type: 'MultiPolygon', coordinates: metropole },
    fromDay: '2014-01-01',
    toDay: null,
    url: 'https://openspot-dinamis.data-terra.org/',
  },
  {
    id: 'bd-ortho',
    name: { fr: 'BD ORTHO de l’IGN', en: 'BD ORTHO by IGN' },
    summary: {
      fr: 'Photographies aériennes à 20 cm, en couleurs et infrarouge, en Licence Ouverte. Chaque département tous les trois ans, l’été.',
      en: 'Aerial photographs at 20 cm, in colour and infrared, under the Open Licence. Each département every three years, in summer.',
    },
    gsdM: 0.2,
    coverage: { type: 'MultiPolygon', coordinates: [...metropole, ...overseas] },
    fromDay: null,
    toDay: null,
    url: 'https://geoservices.ign.fr/bdortho',
  },
  {
    id: 'sentinel-2',
    name: { fr: 'Sentinel-2 (L2A)', en: 'Sentinel-2 (L2A)' },
    summary: {
      fr: 'Toutes les terres tous les cinq jours, treize bandes. Pour suivre une surface dans le temps, pas pour voir un bâtiment.',
      en: 'All land every five days, in thirteen bands. To follow a surface over time, not to see a building.',
    },
    gsdM: 10,
    coverage: null,
    fromDay: '2015-06-27',
    toDay: null,
    url: 'https://browser.dataspace.copernicus.eu/?zoom=11&lat={lat}&lng={lon}',
  },
  {
    id: 'spot-world-heritage',
    name: { fr: 'SPOT World Heritage (SPOT 1 à 5)', en: 'SPOT World Heritage (SPOT 1 to 5)' },
    summary: {
      fr: 'L’archive du CNES de 1986 à 2015, dans le monde entier, en licence Etalab. Pour savoir ce qu’il y avait avant.',
      en: 'The archive of CNES from 1986 to 2015, all over the world, under the Etalab licence. To know what was there before.',
    },
    gsdM: 10,
    coverage: null,
    fromDay: '1986-02-22',
    toDay: '2015-12-31',
    url: 'https://spot.cnes.fr/fr/spot-world-heritage',
  },
];

const demonstrationText: Bilingual = {
  fr: 'Texte de démonstration, sans valeur juridique.',
  en: 'Demonstration text, without legal force. The French text prevails.',
};

export const licences: readonly {
  id: string;
  name: Bilingual;
  summary: Bilingual;
  creditTemplate: string;
  versions: readonly { version: string; effectiveAt: string; text: Bilingual }[];
}[] = [
  {
    id: 'dsp-pleiades',
    name: {
      fr: 'Licence DSP Pléiades (utilisateurs institutionnels autorisés)',
      en: 'Pléiades public-service licence (authorised institutional users)',
    },
    summary: {
      fr: 'Usage non commercial, pour une mission de service public, par les structures membres.',
      en: 'Non-commercial use, for a public-service mission, by member organisations.',
    },
    creditTemplate: 'Pléiades © CNES {year}, Distribution Airbus DS',
    versions: [
      version('1.0', '2018-01-01', [
        [
          'La structure utilise les produits pour ses missions de service public, sans but commercial.',
          'The organisation uses the products for its public-service missions, without commercial aim.',
        ],
        [
          'Elle cite la source sous chaque image publiée.',
          'It credits the source under each published image.',
        ],
      ]),
      version('2.0', '2025-01-01', [
        [
          'La structure utilise les produits pour ses missions de service public, sans but commercial.',
          'The organisation uses the products for its public-service missions, without commercial aim.',
        ],
        [
          'Elle peut les confier à un prestataire pour la durée du contrat qui les lie.',
          'It may hand them to a contractor for the duration of their contract.',
        ],
        [
          'Les produits dérivés qui ne contiennent plus d’image peuvent être diffusés librement ; un modèle numérique de terrain n’en est pas un.',
          'Derived products that no longer contain imagery may be shared freely; a digital terrain model is not one of them.',
        ],
        [
          'Elle cite la source sous chaque image publiée et signale ses publications à DINAMIS.',
          'It credits the source under each published image and tells DINAMIS of its publications.',
        ],
      ]),
    ],
  },
  {
    id: 'spot-dinamis',
    name: { fr: 'Licence SPOT 6/7 DINAMIS', en: 'SPOT 6/7 DINAMIS licence' },
    summary: {
      fr: 'Usage par tout acteur public membre, pour ses missions et la recherche, sans but commercial.',
      en: 'Use by any public member organisation, for its missions and for research, without commercial aim.',
    },
    creditTemplate: 'SPOT © Airbus DS {year}',
    versions: [
      version('1.0', '2020-01-01', [
        [
          'Tout acteur public membre de DINAMIS peut utiliser les produits sans but commercial.',
          'Any public organisation that is a member of DINAMIS may use the products without commercial aim.',
        ],
        [
          'Il cite la source sous chaque image publiée.',
          'It credits the source under each published image.',
        ],
      ]),
    ],
  },
  {
    id: 'neo-institutionnelle',
    name: {
      fr: 'Licence Pléiades Neo, usage institutionnel',
      en: 'Pléiades Neo licence, institutional use',
    },
    summary: {
      fr: 'Usage interne de la structure qui l’accepte, sans but commercial.',
      en: 'Internal use by the organisation that accepts it, without commercial aim.',
    },
    creditTemplate: 'Pléiades Neo © Airbus DS {year}',
    versions: [
      version('1.0', '2024-01-01', [
        [
          'La structure utilise les produits en interne, sans but commercial.',
          'The organisation uses the products internally, without commercial aim.',
        ],
        [
          'Elle cite la source sous chaque image publiée.',
          'It credits the source under each published image.',
        ],
      ]),
    ],
  },
  {
    id: 'licence-ouverte',
    name: { fr: 'Licence Ouverte 2.0', en: 'Open Licence 2.0' },
    summary: {
      fr: 'Réutilisation libre, à condition de citer la source et la date.',
      en: 'Free re-use, provided that the source and the date are credited.',
    },
    creditTemplate: '{platform} {year}, DINAMIS',
    versions: [
      version('2.0', '2017-04-01', [
        [
          'La réutilisation est libre et gratuite, y compris à des fins commerciales.',
          'Re-use is free of charge and unrestricted, commercial purposes included.',
        ],
        [
          'La personne qui réutilise mentionne la source et la date de dernière mise à jour.',
          'Whoever re-uses it names the source and the date of its last update.',
        ],
      ]),
    ],
  },
];

/** Numbered clauses, in French and in English, under the mark of a demonstration text. */
function version(
  name: string,
  effectiveAt: string,
  clauses: readonly (readonly [string, string])[],
) {
  const text = (locale: keyof Bilingual, rank: 0 | 1) =>
    [demonstrationText[locale], ...clauses.map((clause, n) => `${n + 1}. ${clause[rank]}`)].join(
      '\n\n',
    );
  return { version: name, effectiveAt, text: { fr: text('fr', 0), en: text('en', 1) } };
}

/**
 * Who has accepted which licence for their structure. The local authority knows the Pléiades text only in the version that
 * was superseded; only the laboratory and the agency have accepted Pléiades Neo's.
 */
export const acceptedBy: readonly { person: PersonName; licenceIds: readonly string[] }[] = [
  { person: 'denis', licenceIds: ['dsp-pleiades', 'spot-dinamis', 'neo-institutionnelle'] },
  { person: 'elise', licenceIds: ['dsp-pleiades', 'spot-dinamis', 'neo-institutionnelle'] },
  { person: 'farid', licenceIds: ['spot-dinamis'] },
];
export const acceptedBefore = {
  person: 'farid',
  versionId: 'dsp-pleiades-1.0',
  at: '2019-03-12T09:30:00Z',
} as const;

type List = readonly (readonly [code: string, fr: string, en: string])[];
export const choices: Record<'pole' | 'theme' | 'refusal-reason', List> = {
  pole: [
    ['theia', 'THEIA (surfaces continentales)', 'THEIA (land surfaces)'],
    ['formater', 'FORM@TER (terre solide)', 'FORM@TER (solid Earth)'],
    ['aeris', 'AERIS (atmosphère)', 'AERIS (atmosphere)'],
    ['odatis', 'ODATIS (océan et littoral)', 'ODATIS (ocean and coast)'],
    ['inter-pole', 'Inter-pôles', 'Several poles'],
    ['public-policy', 'Politique publique', 'Public policy'],
  ],
  theme: [
    ['glaciers', 'Neige et glaciers', 'Snow and glaciers'],
    ['landslides', 'Mouvements de terrain', 'Landslides'],
    ['volcanoes', 'Volcans', 'Volcanoes'],
    ['coast', 'Littoral et trait de côte', 'Coast and shoreline'],
    ['water', 'Eau et zones humides', 'Water and wetlands'],
    ['agriculture', 'Agriculture', 'Agriculture'],
    ['forest', 'Forêt', 'Forest'],
    ['urban', 'Urbanisme et artificialisation', 'Towns and land take'],
    ['biodiversity', 'Biodiversité', 'Biodiversity'],
    ['archaeology', 'Archéologie', 'Archaeology'],
    ['other', 'Autre', 'Other'],
  ],
  'refusal-reason': [
    ['not-eligible', 'Structure ou usage non éligible', 'Organisation or use not eligible'],
    ['licence-not-accepted', 'Licence non acceptée', 'Licence not accepted'],
    ['already-held', 'Image déjà au catalogue', 'Image already in the catalogue'],
    ['area-too-small', 'Zone sous la surface minimale', 'Area below the minimum'],
    ['quota-exhausted', 'Quota épuisé', 'Quota exhausted'],
    ['beyond-sensor', 'Hors des capacités du capteur', 'Beyond what the sensor can do'],
    [
      'urgent',
      'Demande urgente : s’adresser à CIEST², à la Charte ou à Copernicus EMS',
      'Urgent request: turn to CIEST², the Charter or Copernicus EMS',
    ],
    ['restricted', 'Restriction de sécurité ou de nationalité', 'Security or nationality limits'],
    ['weak-case', 'Justification insuffisante', 'Justification not sufficient'],
  ],
};

/** The envelopes of a day: this quarter's Pléiades, this year's SPOT and Pléiades Neo, and one that a structure paid for. */
export function envelopesAt(now: Date) {
  const year = now.getUTCFullYear();
  const quarter = Math.floor(now.getUTCMonth() / 3) + 1;
  const wholeYear = { fromAt: utc(year, 0), toAt: utc(year + 1, 0) };
  return [
    {
      id: `pleiades-${year}-q${quarter}`,
      name: {
        fr: `Pléiades, trimestre ${quarter} de ${year}`,
        en: `Pléiades, quarter ${quarter} of ${year}`,
      },
      family: 'pleiades',
      fromAt: utc(year, (quarter - 1) * 3),
      toAt: utc(year, quarter * 3),
      entityId: null,
      grantedHa: 1_500_000,
    },
    {
      id: `spot-${year}`,
      name: { fr: `SPOT 6/7, année ${year}`, en: `SPOT 6/7, year ${year}` },
      family: 'spot',
      ...wholeYear,
      entityId: null,
      grantedHa: 6_000_000,
    },
    {
      id: `pleiades-neo-${year}`,
      name: { fr: `Pléiades Neo, année ${year}`, en: `Pléiades Neo, year ${year}` },
      family: 'pleiades-neo',
      ...wholeYear,
      entityId: null,
      grantedHa: 30_000,
    },
    {
      id: `spot-ale-${year}`,
      name: {
        fr: `SPOT 6/7, volume préfinancé par l’ALE, ${year}`,
        en: `SPOT 6/7, volume pre-financed by ALE, ${year}`,
      },
      family: 'spot',
      ...wholeYear,
      entityId: 'ale',
      grantedHa: 400_000,
    },
  ] as const;
}

const utc = (year: number, month: number) => new Date(Date.UTC(year, month, 1));
