import { z } from 'zod'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { City } from '../../city/index.ts'
import { tellTopics } from '../../following/index.ts'
import { workPaths, worksTopic } from '../paths.ts'
import { Reason } from '../words.ts'
import type { Work } from '../work.ts'
import {
  districtTopics,
  inAllLangs,
  isNews,
  newsKinds,
  newsOfWork,
  type TellingDeps,
  topicsOf,
} from './tell-of-work.ts'

/** What a list did to one work. `topics` null: all that the work concerns. */
export const ToldRow = z.object({
  workId: z.int(),
  kind: z.enum(newsKinds),
  reason: Reason.nullable(),
  topics: z.array(z.string()).nullable(),
})
export type ToldRow = z.infer<typeof ToldRow>

/** So many works a letter names; the rest stands on the page to which it leads. */
const mostNamed = 40

export type ToldList = {
  importId: string
  city: City
  told: readonly ToldRow[]
  /** The works of the rows, as they are now. */
  works: readonly Work[]
}

/** Tells of a whole list at once: each follower gets one letter with everything that concerns them. */
export async function tellOfList(
  tx: Transaction,
  deps: TellingDeps,
  { importId, city, told, works }: ToldList,
): Promise<void> {
  const byId = new Map(works.map((work) => [work.id, work]))
  const now = deps.now().epochMilliseconds
  const inDistricts = await districtTopics(tx, works)
  const byTopic = new Map<string, { work: Work; row: ToldRow }[]>()
  for (const row of told) {
    const work = byId.get(row.workId)
    if (work === undefined || !isNews(row, work, now)) continue
    for (const topic of row.topics ?? topicsOf(work, inDistricts)) {
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), { work, row }])
    }
  }
  await tellTopics(tx, deps, {
    cityId: city.id,
    group: `works.${importId}`,
    told: [...byTopic].map(([topic, rows]) => ({
      topic,
      key: `list:${importId}`,
      news: newsOfTopic(deps, { topic, rows, city }),
    })),
  })
}

function newsOfTopic(
  deps: TellingDeps,
  { topic, rows, city }: { topic: string; rows: { work: Work; row: ToldRow }[]; city: City },
) {
  const street = /^works:street:(\d+)$/.exec(topic)?.[1]
  const params = street === undefined ? {} : { street }
  return inAllLangs((lang) => {
    const t = deps.texts.in(lang)
    const said = rows
      .slice(0, mostNamed)
      .map(({ work, row: { kind, reason } }) =>
        newsOfWork(deps, { work, city, news: { kind, reason }, lang }),
      )
    const [only] = said
    const list = workPaths.list(lang, city.slug, topic === worksTopic() ? {} : params)
    if (rows.length === 1 && only !== undefined) return { ...only, href: list }
    const more = rows.length - said.length
    return {
      title: t('works:topic.list', { count: rows.length }),
      lines: [
        ...said.map(({ title, lines }) => [title, ...lines].join('. ')),
        ...(more > 0 ? [t('works:topic.more', { count: more })] : []),
      ],
      href: list,
    }
  })
}
