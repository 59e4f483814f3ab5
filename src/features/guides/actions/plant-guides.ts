import { announceChange } from '../../../platform/cache/change-notices.ts'
import { dayToDate, toDate } from '../../../platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { chooseRule, type Directory, directoryOf } from '../../offices/index.ts'
import { catalogueKey } from '../catalogue.ts'
import { GuideContent, keywordsOf } from '../content.ts'
import type { GuidePack, GuideSeed, GuideWords } from '../pack.ts'

/**
 * Writes the guides of a pack into a city that has none, published in every language: what staff have made of them
 * since is never touched. `at` in milliseconds UTC.
 */
export async function plantGuides(
  deps: Pick<Deps, 'db' | 'cache' | 'now'>,
  { id: cityId, at }: { id: number; at: number },
  pack: GuidePack,
): Promise<void> {
  const directory = await directoryOf(deps, cityId)
  await inTransaction(deps.db, async (tx) => {
    // Two processes at once would both find nothing.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('guides'), ${cityId}::int)`
    if ((await tx.guide.count({ where: { cityId } })) > 0) return
    await plantTopics(tx, cityId, pack)
    const planted = await tx.guide.createManyAndReturn({
      data: pack.guides.map((seed) => ({
        ...placeOf(seed, directory),
        cityId,
        reviewedOn: dayToDate(pack.reviewedOn),
        createdAt: toDate(at),
      })),
      select: { id: true, slug: true },
    })
    const ids = new Map(planted.map(({ id, slug }) => [slug, id]))
    const texts = await tx.guideText.createManyAndReturn({
      data: pack.guides.flatMap((seed) =>
        langs.map((lang) => ({
          ...{ cityId, lang, guideId: ids.get(seed.slug) ?? 0, no: 1, state: 'published' },
          content: contentOf(seed[lang]),
          writtenAt: toDate(at),
          publishedAt: toDate(at),
        })),
      ),
      select: { id: true, guideId: true },
    })
    await tx.guideAct.createMany({
      data: texts.map(({ id: textId, guideId }) => ({
        ...{ cityId, guideId, textId, kind: 'published', at: toDate(at) },
      })),
    })
    await announceChange(tx, [catalogueKey(cityId)])
  })
  deps.cache.forget(catalogueKey(cityId))
}

async function plantTopics(tx: Transaction, cityId: number, { topics }: GuidePack): Promise<void> {
  await tx.guideTopic.createMany({
    data: topics.map(({ code, kind, icon, name, text }, position) => ({
      ...{ cityId, code, kind, icon, position },
      ...{ nameKk: name.kk, nameRu: name.ru, nameEn: name.en },
      ...{ textKk: text.kk, textRu: text.ru, textEn: text.en },
    })),
    skipDuplicates: true,
  })
}

/** Where a guide belongs in this city: what the city does not have is left out. */
function placeOf(
  { slug, topics, categories, emergency = [], offices = [] }: GuideSeed,
  directory: Directory,
) {
  const known = categories.filter((code) => directory.categories.some((one) => one.code === code))
  return {
    slug,
    topics: [...topics],
    categories: known,
    emergency: [...emergency],
    offices: directory.offices
      .filter(({ code, current }) => current && offices.some((end) => code.endsWith(`-${end}`)))
      .map(({ code }) => code),
    ownerOfficeId: ownerFor(known[0], directory),
  }
}

/** The office that answers for the category in the whole city, unless it has no staff here. */
function ownerFor(code: string | undefined, { categories, rules, officeById }: Directory): number | null {
  const category = categories.find((one) => one.code === code)
  if (category === undefined) return null
  const rule = chooseRule(rules, { categoryId: category.id, districtId: null })?.rule
  const office = rule === undefined ? undefined : officeById.get(rule.officeId)
  return office === undefined || office.external ? null : office.id
}

const contentOf = ({ keywords, ...words }: GuideWords): GuideContent =>
  GuideContent.parse({ ...words, keywords: keywordsOf(keywords) })
