import type { LocalText } from './categories.ts'

export type CalendarDaySeed = {
  /** ISO date. */
  date: string
  /** off: no working day; work: a Saturday or Sunday that is worked. */
  kind: 'off' | 'work'
  name: LocalText
  source: string
  /** True: not announced yet, may move by a day. */
  estimate: boolean
}

/** Raise it with every change of the days: deadlines name the version they were counted with. */
export const calendarVersion = 'kz-2026.2'

const newYear = { kk: 'Жаңа жыл', ru: 'Новый год', en: 'New Year' }
const christmas = { kk: 'Православиелік Рождество', ru: 'Православное Рождество', en: 'Orthodox Christmas' }
const women = {
  kk: 'Халықаралық әйелдер күні',
  ru: 'Международный женский день',
  en: 'International Women’s Day',
}
const constitution = {
  kk: 'Қазақстан Республикасының Конституциясы күні',
  ru: 'День Конституции Республики Казахстан',
  en: 'Constitution Day',
}
const nauryz = { kk: 'Наурыз мейрамы', ru: 'Наурыз мейрамы', en: 'Nauryz' }
const unity = {
  kk: 'Қазақстан халқының бірлігі мерекесі',
  ru: 'Праздник единства народа Казахстана',
  en: 'Unity Day of the People of Kazakhstan',
}
const defender = {
  kk: 'Отан қорғаушы күні',
  ru: 'День защитника Отечества',
  en: 'Defender of the Fatherland Day',
}
const victory = { kk: 'Жеңіс күні', ru: 'День Победы', en: 'Victory Day' }
const kurbanAit = {
  kk: 'Құрбан айттың бірінші күні',
  ru: 'Первый день Курбан-айта',
  en: 'First day of Kurban Ait',
}
const capital = { kk: 'Астана күні', ru: 'День столицы', en: 'Capital Day' }
const republic = { kk: 'Республика күні', ru: 'День Республики', en: 'Republic Day' }
const independence = { kk: 'Тәуелсіздік күні', ru: 'День независимости', en: 'Independence Day' }

const moved = ({ kk, ru, en }: LocalText): LocalText => ({
  kk: `Демалыс күні (мереке: ${kk})`,
  ru: `Выходной день (праздник: ${ru})`,
  en: `Day off (holiday: ${en})`,
})
const swapped = {
  kk: 'Ауыстырылған демалыс күні',
  ru: 'Перенесённый день отдыха',
  en: 'Day off moved by decree',
}
const worked = {
  kk: 'Демалыс күнінен ауыстырылған жұмыс күні',
  ru: 'Рабочий день вместо выходного',
  en: 'Working day moved by decree',
}

const announced2025 = 'pobipb.kz, 2025'
const order2025 = 'Order of the Minister of Labour on moving days off, energy-city.kz'
const announced2026 = 'inform.kz, 2 January 2026'
const rule2027 = 'By the rule of transfer; not announced yet'
const package2024 = 'python-holidays 0.105'

type Row = [monthDay: string, name: LocalText]

const year = (number: number, source: string, rows: Row[]): CalendarDaySeed[] =>
  rows.map(([monthDay, name]) => ({
    date: `${number}-${monthDay}`,
    kind: 'off',
    name,
    source,
    estimate: false,
  }))

const days: CalendarDaySeed[] = [
  ...year(2024, package2024, [
    ['01-01', newYear],
    ['01-02', newYear],
    ['01-07', christmas],
    ['03-08', women],
    ['03-21', nauryz],
    ['03-22', nauryz],
    ['03-23', nauryz],
    ['03-25', moved(nauryz)],
    ['05-01', unity],
    ['05-07', defender],
    ['05-08', swapped],
    ['05-09', victory],
    ['06-16', kurbanAit],
    ['07-06', capital],
    ['07-08', moved(capital)],
    ['08-30', constitution],
    ['10-25', republic],
    ['12-16', independence],
  ]),
  { date: '2024-05-04', kind: 'work', name: worked, source: package2024, estimate: false },
  ...year(2025, announced2025, [
    ['01-01', newYear],
    ['01-02', newYear],
    ['01-07', christmas],
    ['03-08', women],
    ['03-10', moved(women)],
    ['03-21', nauryz],
    ['03-22', nauryz],
    ['03-23', nauryz],
    ['03-24', moved(nauryz)],
    ['03-25', moved(nauryz)],
    ['05-01', unity],
    ['05-07', defender],
    ['05-09', victory],
    ['06-06', kurbanAit],
    ['07-06', capital],
    ['07-07', moved(capital)],
    ['08-30', constitution],
    ['09-01', moved(constitution)],
    ['10-25', republic],
    ['10-27', moved(republic)],
    ['12-16', independence],
  ]),
  { date: '2025-01-03', kind: 'off', name: swapped, source: order2025, estimate: false },
  { date: '2025-01-05', kind: 'work', name: worked, source: order2025, estimate: false },
  ...year(2026, announced2026, [
    ['01-01', newYear],
    ['01-02', newYear],
    ['01-07', christmas],
    ['03-08', women],
    ['03-09', moved(women)],
    ['03-21', nauryz],
    ['03-22', nauryz],
    ['03-23', nauryz],
    ['03-24', moved(nauryz)],
    ['03-25', moved(nauryz)],
    ['05-01', unity],
    ['05-07', defender],
    ['05-09', victory],
    ['05-11', moved(victory)],
    ['05-27', kurbanAit],
    ['07-06', capital],
    ['10-25', republic],
    ['10-26', moved(republic)],
    ['12-16', independence],
  ]),
  ...year(2027, rule2027, [
    ['01-01', newYear],
    ['01-02', newYear],
    ['01-04', moved(newYear)],
    ['01-07', christmas],
    ['03-08', women],
    ['03-15', constitution],
    ['03-21', nauryz],
    ['03-22', nauryz],
    ['03-23', nauryz],
    ['03-24', moved(nauryz)],
    ['05-01', unity],
    ['05-03', moved(unity)],
    ['05-07', defender],
    ['05-09', victory],
    ['05-10', moved(victory)],
    ['07-06', capital],
    ['10-25', republic],
    ['12-16', independence],
  ]),
  {
    date: '2027-05-16',
    kind: 'off',
    name: kurbanAit,
    source: 'Calendars of other countries',
    estimate: true,
  },
]

/**
 * Days that differ from Monday to Friday, and holidays that fall on a weekend, 2024 to 2027. A holiday on a
 * Saturday or Sunday moves the rest to the next working day, except 7 January and Kurban Ait; the Government may
 * swap days. 30 August was a holiday until 2025; its successor, 15 March, was first a day off in 2027, because
 * in 2026 it was the Sunday of the referendum (taspanews.kz, 18 March 2026). Calendars printed in January 2026
 * still show 30 and 31 August.
 */
export const calendarDays: readonly CalendarDaySeed[] = days.toSorted((a, b) => a.date.localeCompare(b.date))
