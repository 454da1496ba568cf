import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Actor, can, mayAsk } from '#app/features/accounts/actor.ts';
import { findEntities } from '#app/features/accounts/entities.server.ts';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { sceneOf } from '#app/features/catalogue/scene.ts';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { scenesOverAreas } from '#app/features/home/area-scenes.server.ts';
import { MemberHome } from '#app/features/home/member-home.tsx';
import { VisitorHome } from '#app/features/home/visitor-home.tsx';
import { listEnvelopes } from '#app/features/quotas/quotas.server.ts';
import { countByTurn, listOwn } from '#app/features/requests/requests.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { type Db, database } from '#app/lib/db.server.ts';
import { env } from '#app/lib/env.server.ts';

const latestScenes = 8;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
  { name: 'description', content: data?.description ?? '' },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const db = await database();
  const actor = await optionalActor(request);
  const t = await translator(await localeOf(request));
  const { items } = await searchItems(db, actor, { limit: latestScenes });
  const text = (new URL(request.url).searchParams.get('entity') ?? '').trim().slice(0, 120);
  return {
    title: t(actor ? 'home:titleMember' : 'home:titleVisitor'),
    description: t('home:visitor.lede'),
    scenes: items.map(sceneOf),
    member: actor && (await memberPart(db, actor)),
    search: { text, found: actor ? [] : await findEntities(db, text) },
    deskMail: env().DESK_MAIL,
  };
}

async function memberPart(db: Db, actor: Actor) {
  const now = new Date();
  const [own, envelopes, counts] = await Promise.all([
    listOwn(db, actor),
    listEnvelopes(db, actor),
    can(actor, 'desk:read') ? countByTurn(db) : null,
  ]);
  return {
    name: actor.name,
    mayAsk: mayAsk(actor),
    areaScenes: await scenesOverAreas(db, actor, now),
    deskCount: counts?.desk ?? null,
    waiting: own
      .filter((request) => request.turn === 'requester' && request.ownerId === actor.id)
      .map(({ id, number, title, state, turn, turnSince }) => ({
        id,
        number,
        title,
        state,
        turn,
        turnSince,
      })),
    envelopes: envelopes
      .filter(({ fromAt, toAt }) => fromAt <= now && now < toAt)
      .map(({ id, name, grantedHa, heldHa, settledHa, freeHa }) => ({
        id,
        name,
        grantedHa,
        heldHa,
        settledHa,
        freeHa,
      })),
    now,
  };
}

export default function Home() {
  const { scenes, member, search, deskMail } = useLoaderData<typeof loader>();
  return (
    <div className="page">
      {member ? (
        <MemberHome {...member} scenes={scenes} deskMail={deskMail} />
      ) : (
        <VisitorHome scenes={scenes} search={search} deskMail={deskMail} />
      )}
    </div>
  );
}
