import { Questions } from '../../src/features/offices/index.ts'
import { announceChange } from '../../src/platform/cache/change-notices.ts'
import type { PrismaClient } from '../../src/platform/db/generated/client.ts'
import { dayToDate, toDate } from '../../src/platform/db/instant.ts'
import { inTransaction, type Transaction } from '../../src/platform/db/transaction.ts'
import { fold } from '../../src/platform/text/fold.ts'
import { UserError } from '../../src/platform/user-error.ts'
import { answerTemplates } from './answer-templates.ts'
import { calendarDays, calendarVersion } from './calendar-kz.ts'
import { categories, categoryGroups, type LocalText } from './categories.ts'
import { type CityPack, parseCityPack } from './city-pack.ts'
import { uncovered } from './coverage.ts'
import { moderationWords } from './moderation-words.ts'

export type Planting = { at: number; demo: boolean; position: number }

/**
 * Writes a city pack unless the city is there already: what staff have changed since is never touched.
 * `at` in milliseconds UTC. Returns false when nothing was written.
 * @throws UserError that lists every category and area without an office
 */
export async function plantCity(db: PrismaClient, given: CityPack, planting: Planting): Promise<boolean> {
  const pack = parseCityPack(given)
  const holes = uncovered(pack)
  if (holes.length > 0) {
    const list = holes.map(({ category, area }) => `${category} × ${area ?? 'no area'}`).join(', ')
    throw new UserError(
      `City pack ${pack.slug}: no office answers for ${list}. Add routing rules to the pack.`,
    )
  }
  return inTransaction(db, async (tx) => {
    if (await tx.city.findUnique({ where: { slug: pack.slug } })) return false
    const city = await tx.city.create({ data: cityData(pack, planting) })
    const areas = await plantAreas(tx, city.id, pack)
    const offices = await plantOffices(tx, city.id, pack)
    const kinds = await plantCategories(tx, city.id)
    await tx.routingRule.createMany({
      data: pack.routing.map((rule) => ({
        cityId: city.id,
        categoryId: rule.category === null ? null : idOf(kinds, rule.category),
        districtId: rule.area === null ? null : idOf(areas, rule.area),
        officeId: idOf(offices, rule.office),
        coOfficeIds: rule.coOffices.map((code) => idOf(offices, code)),
      })),
    })
    await tx.street.createMany({
      data: pack.streets.map((street) => ({
        cityId: city.id,
        nameKk: street.kk,
        nameRu: street.ru,
        formerNames: street.former,
        kind: street.kind,
        folded: fold([street.kk, street.ru, ...street.former].join(' ')),
      })),
    })
    await plantTemplates(tx, city.id, kinds)
    await announceChange(tx, ['city:', 'calendar:'])
    return true
  })
}

/** Ready texts in every language. */
async function plantTemplates(
  tx: Transaction,
  cityId: number,
  kinds: readonly { id: number; code: string }[],
): Promise<void> {
  const rows = answerTemplates.flatMap(({ purpose, category, title, text }, position) =>
    (['kk', 'ru', 'en'] as const).map((lang) => ({
      cityId,
      code: category === null ? purpose : `${purpose}-${category}`,
      categoryId: category === null ? null : idOf(kinds, category),
      purpose,
      lang,
      title: title[lang],
      text: text[lang],
      position,
    })),
  )
  await tx.answerTemplate.createMany({ data: rows })
}

/** Writes the days of the working calendar that are not there yet, and the name of its version. */
export async function plantCalendar(db: PrismaClient, at: number): Promise<void> {
  await db.calendarDay.createMany({
    data: calendarDays.map(({ date, kind, name, source, estimate }) => ({
      calendar: 'kz',
      day: dayToDate(date),
      kind,
      ...names(name),
      source,
      estimate,
    })),
    skipDuplicates: true,
  })
  await db.calendarVersion.createMany({
    data: [
      { calendar: 'kz', version: calendarVersion, since: toDate(at), note: 'prisma/seed/calendar-kz.ts' },
    ],
    skipDuplicates: true,
  })
}

function cityData(pack: CityPack, { at, demo, position }: Planting) {
  const { rules } = pack
  return {
    slug: pack.slug,
    ...names(pack.name),
    timeZone: pack.timeZone,
    calendar: pack.calendar,
    brandColour: pack.brandColour,
    publication: rules.publication,
    countFrom: rules.countFrom,
    workingDayEnds: rules.workingDayEnds,
    termDays: rules.termDays,
    reopenDays: rules.reopenDays,
    terms: { extensionMonths: rules.extensionMonths, extensionNoticeDays: rules.extensionNoticeDays },
    demo,
    position,
    openedAt: toDate(at),
    profile: {
      slogan: pack.slogan,
      centre: pack.centre,
      bounds: pack.bounds,
      outline: pack.outline,
      lines: pack.mapLines.map((line) => ({
        kind: line.kind,
        names: line.name,
        coordinates: line.shape.coordinates,
      })),
      phone: pack.phone,
      emergency: pack.emergencyNumbers,
      links: pack.links,
      categoryGroups: categoryGroups.map((group) => ({ code: group.code, names: group.name })),
      forwardDays: rules.forwardDays,
      moderationWords: [...moderationWords],
      desk: pack.desk === undefined ? null : { ...pack.desk, address: null },
    },
  }
}

async function plantAreas(tx: Transaction, cityId: number, { areas }: CityPack) {
  return tx.district.createManyAndReturn({
    data: areas.map((area, position) => ({
      cityId,
      code: area.code,
      kind: area.kind,
      ...names(area.name),
      shape: area.shape,
      position,
    })),
    select: { id: true, code: true },
  })
}

async function plantOffices(tx: Transaction, cityId: number, { offices }: CityPack) {
  const planted = await tx.office.createManyAndReturn({
    data: offices.map((office, position) => ({
      cityId,
      code: office.code,
      kind: office.kind,
      ...names(office.name),
      shortKk: office.short.kk,
      shortRu: office.short.ru,
      shortEn: office.short.en,
      aliases: office.aliases,
      external: office.external,
      contacts: { address: office.address, phones: office.phones, email: office.email, hours: office.hours },
      validFrom: office.validFrom === null ? null : dayToDate(office.validFrom),
      position,
    })),
    select: { id: true, code: true },
  })
  for (const { code, parent } of offices) {
    if (parent === null) continue
    await tx.office.update({ where: { id: idOf(planted, code) }, data: { parentId: idOf(planted, parent) } })
  }
  return planted
}

async function plantCategories(tx: Transaction, cityId: number) {
  return tx.category.createManyAndReturn({
    data: categories.map((category, position) => ({
      cityId,
      code: category.code,
      groupCode: category.group,
      icon: category.icon,
      ...names(category.name),
      keywordsKk: [...category.keywords.kk],
      keywordsRu: [...category.keywords.ru],
      danger: [...category.danger],
      sensitive: category.sensitive,
      proofPhoto: category.proofPhoto,
      duplicateRadius: category.duplicateRadius,
      termDays: category.termDays,
      questions: Questions.parse(category.questions),
      ...(category.norm === null ? {} : { norm: category.norm }),
      position,
    })),
    select: { id: true, code: true },
  })
}

const names = (text: LocalText) => ({ nameKk: text.kk, nameRu: text.ru, nameEn: text.en })

function idOf(rows: readonly { id: number; code: string }[], code: string): number {
  const row = rows.find((one) => one.code === code)
  if (row === undefined) throw new Error(`no row for ${code}`)
  return row.id
}
