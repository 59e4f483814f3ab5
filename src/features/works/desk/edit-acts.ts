import type { Typed } from '../../../platform/http/form.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import type { Around } from '../around.ts'
import { workDeskPaths } from '../paths.ts'
import type { EventRow } from '../queries.ts'
import { type Fault, faultKey } from '../reading/raw-work.ts'
import { mayDo, stateOf, type WorkAct } from '../rules.ts'
import type { Work } from '../work.ts'
import type { Desk } from './access.ts'
import { datesTyped } from './forms.ts'

export type Field = {
  name: string
  label: string
  value: string
  error: string
  hint?: string
  type?: string
  lang?: string
}

export type ActForm = {
  name: 'move' | 'finish' | 'cancel'
  label: string
  reasonLabel: string
  icon: string
  isGrave: boolean
  action: string
  dates: Field[]
  reasons: Field[]
  isOpen: boolean
}

export type EditActs = { publish: string | null; start: string | null; forms: ActForm[] }

export type RefusedPhotos = { why: string; role: string }

export type EditInput = {
  /** Null: a new one. */
  work: Work | null
  events: readonly EventRow[]
  streetNames: readonly string[]
  /** The form as it came back, for the whole work or for one act. */
  back?: { act: WorkAct | 'save'; typed: Typed; faults: readonly Fault[]; conflict?: true }
  done?: string | null
  /** Why pictures were not taken, and the role that was chosen for them; '' when none was. */
  refusedPhotos?: RefusedPhotos
}

export const may = ({ staff, around }: Desk, work: Work, act: WorkAct): boolean =>
  mayDo(staff.roles, act, { cityId: work.cityId, officeId: work.officeId, state: stateOf(work, around.now) })

export const sentenceOf = ({ code, value }: Fault, { t }: Pick<Around, 't'>): string =>
  t(faultKey(code), { value })

export type FieldMaker = (name: string, label: string, more?: Partial<Field>) => Field

export const datesOf = (field: FieldMaker, { t }: Pick<Around, 't'>): Field[] => [
  field('startsOn', t('works:edit.startsOn'), { type: 'date' }),
  field('startsTime', t('works:edit.startsTime'), { type: 'time', hint: t('works:edit.timeHint') }),
  field('endsOn', t('works:edit.endsOn'), { type: 'date' }),
  field('endsTime', t('works:edit.endsTime'), { type: 'time' }),
]

const actLooks = {
  move: {
    label: 'works:edit.move',
    reasonLabel: 'works:edit.moveReason',
    icon: 'calendar-clock',
    isGrave: false,
  },
  finish: {
    label: 'works:edit.finish',
    reasonLabel: 'works:edit.finishReason',
    icon: 'circle-check',
    isGrave: false,
  },
  cancel: { label: 'works:edit.cancel', reasonLabel: 'works:edit.cancelReason', icon: 'ban', isGrave: true },
} as const

/** What may be done with the work now, each a form of its own. */
export function actsOf(desk: Desk, { work, back }: EditInput): EditActs {
  if (work === null) return { publish: null, start: null, forms: [] }
  const { around } = desk
  const { city, t } = around
  const isReopening = stateOf(work, around.now) === 'done'
  const href = (act: WorkAct) => (may(desk, work, act) ? workDeskPaths.act(city.slug, work.id, act) : null)
  const formFor = (act: ActForm['name']): ActForm[] => {
    const action = href(act)
    if (action === null) return []
    const isBack = back?.act === act
    const typed = isBack ? back.typed : act === 'move' ? datesTyped(work, around) : {}
    const field: FieldMaker = (name, label, more = {}) => {
      const fault = isBack ? back.faults.find((one) => one.field === name) : undefined
      return {
        name,
        label,
        value: typed[name] ?? '',
        error: fault === undefined ? '' : sentenceOf(fault, around),
        ...more,
      }
    }
    const form = {
      ...actLooks[act],
      name: act,
      label: t(isReopening && act === 'move' ? 'works:edit.reopen' : actLooks[act].label),
      reasonLabel: t(isReopening && act === 'move' ? 'works:edit.reopenReason' : actLooks[act].reasonLabel),
      action,
      dates: act === 'move' ? datesOf(field, around) : [],
      reasons: langs.map((lang) =>
        field(`reason${lang.charAt(0).toUpperCase()}${lang.slice(1)}`, t(`works:edit.in.${lang}`), {
          type: 'textarea',
          lang,
        }),
      ),
      isOpen: isBack,
    }
    return [form]
  }
  return {
    publish: href('publish'),
    start: href('start'),
    forms: [...formFor('move'), ...formFor('finish'), ...formFor('cancel')],
  }
}
