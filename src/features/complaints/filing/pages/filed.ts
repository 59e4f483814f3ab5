import { Temporal } from 'temporal-polyfill'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Step } from '../../../../platform/http/parts.ts'
import { type Qr, qrCode } from '../../../../platform/look/qr.ts'
import { formatDay, formatMoment } from '../../../../platform/time/format.ts'
import { addWorkingDays, type WorkingCalendar } from '../../../../platform/time/working-days.ts'
import { nameIn } from '../../../city/index.ts'
import { type Specificity, specificityOf } from '../../../offices/index.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import type { HoldReason } from '../../screening.ts'
import type { FiledComplaint } from '../queries.ts'
import { type Call, phonesOf } from './danger.ts'
import type { Filer } from './surroundings.ts'

export type FiledModel = PageModel & {
  number: string
  link: string
  qr: Qr
  mailed: boolean
  held: string | null
  isPrivate: boolean
  steps: Step[]
  /** `calls`: of an office outside the portal, so that nobody has to wait for a letter. */
  office: { name: string; rule: string; external: boolean; calls: Call[] } | null
  openHref: string
  receiptHref: string
  againHref: string
}

export const filedPage = definePage<FiledModel>('filing/filed')

export type FiledInput = {
  complaint: FiledComplaint
  secretToken: string
  publicUrl: string
  calendar: WorkingCalendar
}

export function filedModel(filer: Filer, input: FiledInput): FiledModel {
  const { lang, t, city } = filer
  const { complaint, secretToken, publicUrl } = input
  const openHref = complaintPaths.mine(lang, city.slug, secretToken)
  const link = `${publicUrl}${openHref}`
  return {
    page: { title: t('filing:filed.title'), noindex: true },
    number: formatNumber(complaint.number),
    link,
    qr: qrCode(link),
    mailed: complaint.hasEmail,
    held: complaint.publication === 'held' ? heldText(filer, complaint.heldFor) : null,
    isPrivate: complaint.visibility === 'staff',
    steps: stepsOf(filer, input),
    office: officeOf(filer, complaint),
    openHref,
    receiptHref: complaintPaths.receipt(lang, city.slug, secretToken),
    againHref: complaintPaths.new(lang, city.slug),
  }
}

function heldText({ t }: Filer, reasons: readonly string[]): string {
  const words = reasons.map((reason) => t(`complaints:holdReason.${reason as HoldReason | 'city'}`))
  return t('filing:filed.held', { reasons: words.join('; ') })
}

/** What happens next, with dates; what has happened by now is marked, for the page may be opened weeks later. */
function stepsOf({ lang, t, city }: Filer, { complaint, calendar }: FiledInput): Step[] {
  const { registeredOn, dueOn, receivedAt, firstAnswerAt } = complaint
  const by = (day: string) => t('filing:filed.by', { day: formatDay(day, lang) })
  const accepted = !['new', 'registered', 'sent'].includes(complaint.status)
  const steps: Step[] = [
    {
      label: t('filing:filed.stepFiled'),
      state: 'done',
      note: formatMoment(receivedAt, lang, city.timeZone),
    },
  ]
  const receivedOn = Temporal.Instant.fromEpochMilliseconds(receivedAt)
    .toZonedDateTimeISO(city.timeZone)
    .toPlainDate()
    .toString()
  if (registeredOn !== null && registeredOn !== receivedOn) {
    const note = t('filing:filed.stepRegisteredNote', { day: formatDay(registeredOn, lang) })
    steps.push({ label: t('filing:filed.stepRegistered'), state: accepted ? 'done' : 'current', note })
  }
  const acceptBy =
    registeredOn === null
      ? null
      : addWorkingDays(Temporal.PlainDate.from(registeredOn), city.profile.forwardDays, calendar).toString()
  const waiting = steps.some((step) => step.state === 'current')
  steps.push(
    {
      label: t('filing:filed.stepAccept'),
      state: accepted ? 'done' : waiting ? 'todo' : 'current',
      note: acceptBy === null ? null : by(acceptBy),
    },
    {
      label: t('filing:filed.stepAnswer'),
      state: firstAnswerAt !== null ? 'done' : accepted ? 'current' : 'todo',
      note: dueOn === null ? null : by(dueOn),
    },
    {
      label: t('filing:filed.stepVerdict'),
      state: complaint.status === 'confirmed' ? 'done' : complaint.status === 'answered' ? 'current' : 'todo',
      note: t('filing:filed.stepVerdictNote', { count: city.reopenDays }),
    },
  )
  return steps
}

function officeOf(filer: Filer, complaint: FiledComplaint): FiledModel['office'] {
  const { lang, directory } = filer
  const office = complaint.officeId === null ? undefined : directory.officeById.get(complaint.officeId)
  if (office === undefined) return null
  return {
    name: nameIn(office.names, lang),
    rule: ruleText(filer, complaint),
    external: office.external,
    calls: office.external ? phonesOf(filer, office) : [],
  }
}

function ruleText({ lang, t, directory, city }: Filer, { rule }: FiledComplaint): string {
  if (rule === null) return t('filing:filed.rule.none')
  const specificity: Specificity = specificityOf(rule)
  const category = directory.categories.find((one) => one.id === rule.categoryId)
  const district = city.areas.find((one) => one.id === rule.districtId)
  return t(`filing:filed.rule.${specificity}`, {
    category: category ? nameIn(category.names, lang) : '',
    district: district ? nameIn(district.names, lang) : '',
  })
}
