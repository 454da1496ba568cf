import type { Polygon } from 'geojson';
import type { RequestForm } from '#app/features/requests/request-schema.ts';
import type { RequestState } from '#app/features/requests/workflow.ts';
import type { PersonName } from './seed-world.ts';

/** What was asked, by whom and where, for one request of the demonstration in each state of the workflow. */
export type Story = {
  /** The state that the seed leaves it in, and its name. */
  state: RequestState;
  owner: PersonName;
  place: { lon: number; lat: number; widthKm: number; heightKm: number };
  /** First and last day of the window, counted from the day of the seed. */
  window: readonly [fromDays: number, toDays: number];
  form: Pick<RequestForm, 'title' | 'project' | 'pole' | 'theme' | 'justification' | 'sensor1'> &
    Partial<RequestForm>;
  /** What is ordered of the sandbox, and how many days after the order's own day the seed looks again. */
  order?: { comment?: string; placedDaysAgo: number; cloudiness?: number };
};

export const stories: readonly Story[] = [
  {
    state: 'draft',
    owner: 'ana',
    place: { lon: 6.98, lat: 45.95, widthKm: 13, heightKm: 10 },
    window: [40, 90],
    form: {
      title: 'Glacier d’Argentière : bilan de masse',
      project: 'Suivi annuel des glaciers du Mont-Blanc',
      pole: 'theia',
      theme: 'glaciers',
      justification: 'Modèles d’élévation répétés pour mesurer la perte d’épaisseur du glacier.',
      sensor1: 'pleiades',
      mode: 'stereo',
    },
  },
  {
    state: 'submitted',
    owner: 'liam',
    place: { lon: -1.21, lat: 44.6, widthKm: 12, heightKm: 14 },
    window: [15, 75],
    form: {
      title: 'Dune du Pilat: shoreline after the winter storms',
      project: 'Shoreline observatory of the Aquitaine coast',
      pole: 'odatis',
      theme: 'coast',
      justification:
        'The shoreline moved by several metres last winter; the survey needs metre-level imagery at low tide.',
      sensor1: 'pleiades',
      sensor2: 'spot-6',
    },
  },
  {
    state: 'returned',
    owner: 'chloe',
    place: { lon: 5.33, lat: 47.86, widthKm: 26, heightKm: 24 },
    window: [20, 110],
    form: {
      title: 'Artificialisation du plateau de Langres',
      project: 'Révision du schéma de cohérence territoriale',
      pole: 'public-policy',
      theme: 'urban',
      justification: 'Mettre à jour l’occupation du sol avant la révision du schéma territorial.',
      sensor1: 'spot-6',
    },
  },
  {
    state: 'waitlisted',
    owner: 'ana',
    place: { lon: 6.36, lat: 44.92, widthKm: 14, heightKm: 12 },
    window: [60, 140],
    form: {
      title: 'Massif des Écrins : hauteur de neige',
      project: 'Manteau neigeux des Alpes françaises',
      pole: 'theia',
      theme: 'glaciers',
      justification: 'Une image tristéréo au maximum d’accumulation pour cartographier la neige.',
      sensor1: 'pleiades',
      mode: 'tristereo',
    },
  },
  {
    // Joined into the one before: the same massif, asked for by two.
    state: 'joined',
    owner: 'liam',
    place: { lon: 6.42, lat: 44.9, widthKm: 12, heightKm: 11 },
    window: [60, 150],
    form: {
      title: 'Écrins: glacial lakes and moraines',
      project: 'Inventory of glacial lakes',
      pole: 'theia',
      theme: 'water',
      justification:
        'Moraine dams are mapped from imagery of half a metre, before the snow has melted.',
      sensor1: 'pleiades',
      mode: 'stereo',
    },
  },
  {
    state: 'approved',
    owner: 'liam',
    place: { lon: 0.2, lat: 49.45, widthKm: 14, heightKm: 10 },
    window: [10, 80],
    form: {
      title: 'Seine estuary: mudflats and embankments',
      project: 'Estuary monitoring plan',
      pole: 'odatis',
      theme: 'water',
      justification: 'Map the mudflats after the dredging season, before the birds come to nest.',
      sensor1: 'pleiades',
    },
  },
  {
    state: 'partly-approved',
    owner: 'ana',
    place: { lon: 5.93, lat: 45.16, widthKm: 18, heightKm: 14 },
    window: [12, 70],
    form: {
      title: 'Belledonne : versants instables',
      project: 'Inventaire des mouvements de terrain',
      pole: 'formater',
      theme: 'landslides',
      justification: 'Mesurer le déplacement des versants par corrélation d’images successives.',
      sensor1: 'pleiades',
      sensor2: 'pleiades-neo',
    },
  },
  {
    state: 'ordered',
    owner: 'liam',
    place: { lon: -1.51, lat: 48.64, widthKm: 28, heightKm: 22 },
    window: [20, 80],
    form: {
      title: 'Bay of Mont-Saint-Michel: salt meadows',
      project: 'Salt meadow inventory',
      pole: 'odatis',
      theme: 'biodiversity',
      justification:
        'The inventory of salt meadows is renewed every third year over the whole bay.',
      sensor1: 'spot-6',
    },
    order: { placedDaysAgo: 3 },
  },
  {
    state: 'in-collection',
    owner: 'ana',
    place: { lon: 55.71, lat: -21.24, widthKm: 12, heightKm: 11 },
    window: [-15, 60],
    form: {
      title: 'Piton de la Fournaise : coulées récentes',
      project: 'Bilan de l’éruption',
      pole: 'formater',
      theme: 'volcanoes',
      justification: 'Cartographier l’épaisseur des coulées à partir d’un couple stéréoscopique.',
      sensor1: 'pleiades',
      mode: 'stereo',
      maxCloudPct: 15,
    },
    order: { placedDaysAgo: 16, cloudiness: 1 },
  },
  {
    state: 'partly-delivered',
    owner: 'ana',
    place: { lon: 5.73, lat: 45.19, widthKm: 14, heightKm: 12 },
    window: [-30, 45],
    form: {
      title: 'Grenoble : îlots de chaleur',
      project: 'Température de surface et végétation urbaine',
      pole: 'theia',
      theme: 'urban',
      justification:
        'Décrire la végétation des quartiers pour expliquer les écarts de température.',
      sensor1: 'pleiades',
    },
    order: { comment: 'sandbox:half', placedDaysAgo: 32 },
  },
  {
    state: 'delivered',
    owner: 'liam',
    place: { lon: -4.47, lat: 48.34, widthKm: 14, heightKm: 10 },
    window: [-20, 25],
    form: {
      title: 'Brest roadstead: eelgrass beds',
      project: 'Eelgrass beds of Brittany',
      pole: 'odatis',
      theme: 'biodiversity',
      justification: 'Update the map of eelgrass beds at low tide, with four multispectral bands.',
      sensor1: 'pleiades',
      bands: 'pansharpened',
    },
    order: { comment: 'sandbox:half', placedDaysAgo: 22 },
  },
  {
    state: 'closed',
    owner: 'ana',
    place: { lon: 5.45, lat: 43.22, widthKm: 14, heightKm: 9 },
    window: [-120, -90],
    form: {
      title: 'Calanques de Marseille : chutes de blocs',
      project: 'Érosion des falaises calcaires',
      pole: 'formater',
      theme: 'landslides',
      justification: 'Repérer les départs de blocs de l’hiver le long des falaises des Calanques.',
      sensor1: 'pleiades',
    },
    order: { comment: 'sandbox:clear', placedDaysAgo: 125 },
  },
  {
    state: 'refused',
    owner: 'chloe',
    place: { lon: 5.36, lat: 47.82, widthKm: 24, heightKm: 24 },
    window: [6, 9],
    form: {
      title: 'Crue de la Marne : zones inondées',
      project: 'Gestion de crise',
      pole: 'public-policy',
      theme: 'water',
      justification: 'Connaître l’étendue de la crue en cours pour orienter les secours sur place.',
      sensor1: 'spot-6',
    },
  },
  {
    state: 'cancelled',
    owner: 'liam',
    place: { lon: -2.02, lat: 46.72, widthKm: 13, heightKm: 12 },
    window: [30, 60],
    form: {
      title: 'Noirmoutier: dykes',
      project: 'Dyke inspection',
      pole: 'public-policy',
      theme: 'coast',
      justification: 'Inspect the dykes of the island before the winter; the survey was postponed.',
      sensor1: 'pleiades',
    },
  },
  {
    state: 'expired',
    owner: 'chloe',
    place: { lon: 2.95, lat: 45.53, widthKm: 26, heightKm: 24 },
    window: [-90, -30],
    form: {
      title: 'Chaîne des Puys : prairies d’altitude',
      project: 'Observatoire des prairies',
      pole: 'theia',
      theme: 'agriculture',
      justification: 'Comparer l’état des prairies d’altitude à celui des étés secs précédents.',
      sensor1: 'spot-6',
    },
    order: { comment: 'sandbox:expire', placedDaysAgo: 95 },
  },
  {
    state: 'failed',
    owner: 'ana',
    place: { lon: 6.86, lat: 45.83, widthKm: 11, heightKm: 10 },
    window: [-25, 30],
    form: {
      title: 'Mont-Blanc : séracs du versant italien',
      project: 'Chutes de séracs',
      pole: 'formater',
      theme: 'glaciers',
      justification: 'Suivre l’ouverture des crevasses avec une résolution de trente centimètres.',
      sensor1: 'pleiades-neo',
    },
    order: { comment: 'sandbox:fail', placedDaysAgo: 28 },
  },
];

/** Scenes of the catalogue that were brought by hand, without a request. */
export const heldScenes = [
  {
    family: 'spot',
    missionIndex: '6',
    bands: 'bundle',
    place: { lon: 6.13, lat: 45.86, widthKm: 34, heightKm: 30 },
    acquiredDaysAgo: 410,
    cloudCoverPct: 3.4,
    incidenceDeg: 11.2,
    gsdM: 1.5,
  },
  {
    family: 'pleiades',
    missionIndex: '1B',
    bands: 'pansharpened',
    place: { lon: 7.75, lat: 48.58, widthKm: 14, heightKm: 14 },
    acquiredDaysAgo: 230,
    cloudCoverPct: 0.8,
    incidenceDeg: 18.6,
    gsdM: 0.5,
  },
  {
    family: 'pleiades-neo',
    missionIndex: '4',
    bands: 'pansharpened',
    place: { lon: 1.44, lat: 43.6, widthKm: 11, heightKm: 10 },
    acquiredDaysAgo: 88,
    cloudCoverPct: 1.5,
    incidenceDeg: 22.3,
    gsdM: 0.3,
  },
  {
    family: 'pleiades',
    missionIndex: '1A',
    bands: 'multispectral',
    place: { lon: 6.96, lat: 45.93, widthKm: 16, heightKm: 12 },
    acquiredDaysAgo: 395,
    cloudCoverPct: 6.1,
    incidenceDeg: 26.4,
    gsdM: 2,
  },
] as const;

/** An eight-sided area around a place, [lon, lat], anticlockwise. */
export function areaAround({ lon, lat, widthKm, heightKm }: Story['place']): Polygon {
  const kmPerDegree = 111.2;
  const [dx, dy] = [
    widthKm / 2 / (kmPerDegree * Math.cos((lat * Math.PI) / 180)),
    heightKm / 2 / kmPerDegree,
  ];
  const corners = [
    [-1, -0.7],
    [-0.6, -1],
    [0.7, -1],
    [1, -0.6],
    [1, 0.7],
    [0.6, 1],
    [-0.7, 1],
    [-1, 0.6],
    [-1, -0.7],
  ] as const;
  return {
    type: 'Polygon',
    coordinates: [corners.map(([x, y]) => at(lon + x * dx, lat + y * dy))],
  };
}

const at = (lon: number, lat: number) => [Number(lon.toFixed(6)), Number(lat.toFixed(6))];
