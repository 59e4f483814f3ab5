import type { Typed } from '../../../platform/http/form.ts'
import type { Option } from '../../../platform/http/parts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { lastPlanDay, refusalGrounds } from '../rules.ts'
import { lastExtensionDay } from '../term-rules.ts'
import type { ComplaintFacts } from './complaint-facts.ts'
import { mergeOptions } from './duplicates.ts'
import type { DeskForm } from './forms.ts'

/** A partial of the design system and what it is given. */
export type FormPart =
  | { part: '/shared/field' | '/shared/radios' | '/shared/checkbox'; argument: Record<string, unknown> }
  | { part: '/shared/summary-list'; argument: { rows: { label: string; value: string }[] } }

type Filled = { typed: Typed; fieldErrors: Record<string, string> }

/** The fields of an act in the order in which they are filled in. */
export function partsOf(facts: ComplaintFacts, act: DeskForm, filled: Filled): FormPart[] {
  const make = makers(facts, act, filled)
  switch (act) {
    case 'accept':
    case 'start':
    case 'publish':
      return []
    case 'send':
      return [make.office(facts.directory.offices)]
    case 'transfer':
      return [make.office(facts.directory.offices), make.reason()]
    case 'assign':
      return [make.person()]
    case 'extend':
      return [make.newDue(), make.reason('desk:field.extensionReasonHint')]
    case 'decide-transfer':
    case 'decide-extension':
      return [make.request(), make.decision(), make.reason('desk:field.decisionReasonHint')]
    case 'plan':
      return [make.plannedOn(), ...make.text()]
    case 'answer':
      return [make.outcome(), ...make.text(), make.photos()]
    case 'refuse':
      return [make.ground(), ...make.text()]
    case 'ask':
    case 'note':
    case 'help':
      return make.text()
    case 'forward':
      return [
        make.office(facts.directory.offices.filter(({ external }) => external)),
        make.reason(),
        ...make.text(),
      ]
    case 'helper':
      return [
        make.office(facts.directory.offices.filter(({ external, id }) => !external && !isHelper(facts, id))),
        make.reason('desk:field.innerReasonHint'),
      ]
    case 'release':
      return [
        make.office(facts.directory.offices.filter(({ id }) => isHelper(facts, id))),
        make.reason('desk:field.innerReasonHint'),
      ]
    case 'split':
      return [...make.text(), make.category(), make.office(facts.directory.offices), make.reason()]
    case 'merge':
      return make.merge()
    case 'unmerge':
    case 'hide':
      return [make.reason()]
  }
}

const isHelper = ({ state }: ComplaintFacts, id: number): boolean => state.helpers.includes(id)

const field = (argument: Record<string, unknown>): FormPart => ({ part: '/shared/field', argument })
const radios = (argument: Record<string, unknown>): FormPart => ({ part: '/shared/radios', argument })

type ReasonHint =
  | 'desk:field.reasonHint'
  | 'desk:field.innerReasonHint'
  | 'desk:field.extensionReasonHint'
  | 'desk:field.decisionReasonHint'

type SomeOffice = ComplaintFacts['directory']['offices'][number]

function makers(facts: ComplaintFacts, act: DeskForm, { typed, fieldErrors }: Filled) {
  const { row, state, city, directory, people, today, lang, t } = facts
  const choose = { value: '', label: t('desk:choose') }
  const of = (name: string) => ({ name, value: typed[name] ?? '', error: fieldErrors[name] ?? '' })
  return {
    office(offices: readonly SomeOffice[]) {
      const options: Option[] = offices
        .filter(({ id, current }) => current && id !== row.office_id)
        .map(({ id, names }) => ({ value: String(id), label: nameIn(names, lang) }))
      const label = t(act === 'forward' ? 'desk:field.addressee' : 'desk:field.office')
      return field({ ...of('officeId'), label, type: 'select', options: [choose, ...options] })
    },
    category() {
      const options = directory.categories
        .filter(({ current }) => current)
        .map(({ id, names }) => ({ value: String(id), label: nameIn(names, lang) }))
      const label = t('desk:field.category')
      return field({ ...of('categoryId'), label, type: 'select', options: [choose, ...options] })
    },
    person() {
      const options = people.map(({ id, name }) => ({ value: String(id), label: name }))
      return field({
        ...of('staffId'),
        label: t('desk:field.person'),
        type: 'select',
        options: [choose, ...options],
      })
    },
    reason(hint: ReasonHint = 'desk:field.reasonHint') {
      return field({
        ...of('reason'),
        label: t('desk:field.reason'),
        type: 'textarea',
        rows: 3,
        hint: t(hint),
        maxlength: 1000,
      })
    },
    plannedOn() {
      return field({
        ...of('plannedOn'),
        label: t('desk:field.plannedOn'),
        type: 'date',
        min: today.toString(),
        max: lastPlanDay(today.toString()),
        width: 's',
      })
    },
    newDue() {
      const custody = state.custodies.at(-1)
      const last = lastExtensionDay(custody?.baseDueOn ?? today.toString(), city.terms.extensionMonths)
      return field({
        ...of('dueOn'),
        label: t('desk:field.newDue'),
        hint: t('desk:field.newDueHint', { day: formatDay(last, lang) }),
        type: 'date',
        min: custody?.dueOn ?? today.toString(),
        max: last,
        width: 's',
      })
    },
    outcome() {
      const options = (['solved', 'explained'] as const).map((outcome) => ({
        value: outcome,
        label: t(`complaints:outcome.${outcome}`),
        hint: t(`desk:outcomeHint.${outcome}`),
      }))
      return radios({ ...of('outcome'), legend: t('desk:field.outcome'), options, look: 'cards' })
    },
    ground() {
      const options = refusalGrounds.map((ground) => ({
        value: ground,
        label: t(`complaints:ground.${ground}`),
      }))
      return radios({ ...of('ground'), legend: t('desk:field.ground'), options })
    },
    decision() {
      const options = (['grant', 'refuse'] as const).map((decision) => ({
        value: decision,
        label: t(`desk:decision.${decision}`),
      }))
      return radios({ ...of('decision'), legend: t('desk:field.decision'), options, look: 'cards' })
    },
    /** What was asked, above the decision about it. */
    request(): FormPart {
      const { transferAsked, extensionAsked } = state
      const what =
        act === 'decide-transfer'
          ? { label: t('desk:field.office'), value: officeName(facts, transferAsked?.toOfficeId) }
          : {
              label: t('desk:field.newDue'),
              value: formatDay(extensionAsked?.dueOn ?? today.toString(), lang),
            }
      const request = act === 'decide-transfer' ? transferAsked : extensionAsked
      const letter = act === 'decide-transfer' ? transferAsked?.letter : undefined
      const rows = [what, { label: t('desk:field.reason'), value: request?.reason ?? '' }]
      return {
        part: '/shared/summary-list',
        argument: {
          rows: letter ? [...rows, { label: t('desk:field.letter'), value: letter.text }] : rows,
        },
      }
    },
    text(): FormPart[] {
      const isInner = act === 'note' || act === 'help'
      const key = textLabels[act] ?? 'desk:field.text'
      const text = field({
        ...of('text'),
        value: typed['text'] || (act === 'split' ? row.text : ''),
        label: t(key),
        type: 'textarea',
        rows: act === 'forward' ? 12 : 8,
        lang: isInner ? lang : act === 'split' ? row.text_lang : row.reply_lang,
        maxlength: 4000,
      })
      const isPersonal = fieldErrors['text'] === t('desk:error.personal') || typed['personal'] === '1'
      if (!isPersonal) return [text]
      const argument = {
        name: 'personal',
        label: t('desk:field.personal'),
        checked: typed['personal'] === '1',
      }
      return [text, { part: '/shared/checkbox', argument }]
    },
    photos() {
      const isNeeded = directory.categoryById.get(row.category_id ?? 0)?.proofPhoto ?? false
      return field({
        name: 'photos',
        label: t('desk:field.photos'),
        type: 'file',
        multiple: true,
        accept: 'image/jpeg,image/png,image/webp',
        optional: !isNeeded,
        hint: t(isNeeded ? 'desk:field.photosNeeded' : 'desk:field.photosHint'),
        error: fieldErrors['photos'] ?? '',
      })
    },
    merge(): FormPart[] {
      const options = mergeOptions(facts)
      const number = field({
        ...of('number'),
        label: t('desk:field.number'),
        hint: t('desk:field.numberHint'),
        inputmode: 'numeric',
        width: 'm',
        autocomplete: 'off',
      })
      if (options.length === 0) return [number]
      return [radios({ ...of('into'), legend: t('desk:field.into'), options }), number]
    },
  }
}

const textLabels: Partial<Record<DeskForm, 'desk:field.note' | 'desk:field.letter' | 'desk:field.partText'>> =
  {
    note: 'desk:field.note',
    help: 'desk:field.note',
    forward: 'desk:field.letter',
    split: 'desk:field.partText',
  }

function officeName({ directory, lang, t }: ComplaintFacts, id: number | undefined): string {
  const office = directory.officeById.get(id ?? 0)
  return office ? nameIn(office.names, lang) : t('desk:noOffice')
}
