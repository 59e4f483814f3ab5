import type { SummaryRow } from '../../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import { answersInWords } from '../../answers-in-words.ts'
import { channelName } from '../../channel-name.ts'
import { complaintPaths } from '../../paths.ts'
import { publicText } from '../../public-text.ts'
import type { Reading } from '../reading.ts'
import type { ComplaintFacts, ComplaintRow } from './queries.ts'

/** Who answers for it and why, and the dates that count. */
export function factsOf(row: ComplaintRow, reading: Reading): SummaryRow[] {
  const { t, lang, timeZone, city, directory } = reading
  const { facts } = row
  const received = { label: t('public:facts.received'), value: formatMoment(row.receivedAt, lang, timeZone) }
  if (facts === null) return [received]
  const office = facts.officeId === null ? undefined : directory.officeById.get(facts.officeId)
  const rows: (SummaryRow | null)[] = [
    office === undefined
      ? null
      : {
          label: t('public:facts.office'),
          value: nameIn(office.names, lang),
          href: complaintPaths.list(lang, city.slug, { office: office.code }),
        },
    { label: t('public:facts.why'), value: whyOf(facts, reading) },
    ...answerRows(row, reading),
    received,
    facts.registeredOn === null
      ? null
      : { label: t('public:facts.registered'), value: formatDay(facts.registeredOn, lang) },
    row.dueOn === null ? null : { label: t('public:facts.due'), value: formatDay(row.dueOn, lang) },
    facts.transferCount === 0
      ? null
      : {
          label: t('public:facts.transfers'),
          value: t('public:facts.times', { count: facts.transferCount }),
        },
    facts.reopenedCount === 0
      ? null
      : { label: t('public:facts.reopened'), value: t('public:facts.times', { count: facts.reopenedCount }) },
    row.reporters > 1
      ? { label: t('public:facts.reporters'), value: t('public:facts.people', { count: row.reporters }) }
      : null,
    { label: t('public:facts.channel'), value: channelName(facts.channel, t) },
  ]
  return rows.filter((row) => row !== null)
}

/** Which rule of the directory chose the office, so that anybody can check it. */
function whyOf(
  { ruleId, officeId, transferCount }: ComplaintFacts,
  { t, lang, city, directory }: Reading,
): string {
  if (officeId === null) return t('public:why.none')
  if (transferCount > 0) return t('public:why.transferred')
  const rule = directory.rules.find(({ id }) => id === ruleId)
  if (rule === undefined) return t('public:why.chosen')
  const category = rule.categoryId === null ? undefined : directory.categoryById.get(rule.categoryId)
  const area = city.areas.find(({ id }) => id === rule.districtId)
  const parts = [
    category === undefined ? t('public:why.anyCategory') : nameIn(category.names, lang),
    area === undefined ? t('public:why.anyDistrict') : nameIn(area.names, lang),
  ]
  return t('public:why.rule', { rule: parts.join(' × ') })
}

/** What the resident answered to the questions of the category that was chosen then. */
function answerRows({ words }: ComplaintRow, { lang, directory, t }: Reading): SummaryRow[] {
  const answers = answersInWords({ lang, directory }, words?.answered ?? undefined)
  return answers.map(({ label, value }) => ({ label, value: publicText(value, t) }))
}
