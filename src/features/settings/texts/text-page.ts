import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, SummaryError } from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import { piecesOf, type TextPiece, templateFields } from '../../complaints/index.ts'
import { readDoc, typedOf } from '../form-fields.ts'
import { type ChangeView, type DifferenceView, differenceViews } from '../pages/change-views.ts'
import { fieldId, type GroupView, groupViews } from '../pages/field-views.ts'
import { type Done, settingsPaths } from '../paths.ts'
import type { ChangeRow } from '../queries.ts'
import type { Around } from '../thing.ts'
import { type TextDoc, textGroups, text as textThing } from '../things/text.ts'
import type { Examples } from './example.ts'
import { mayEdit, type TextScope } from './scope.ts'
import { textChange } from './text-change.ts'
import { textCrumbs } from './text-crumbs.ts'

export type TextModel = PageModel & {
  intro: string
  done: Alert | null
  message: Alert | null
  errors: SummaryError[]
  /** What somebody else saved meanwhile, against what was typed. */
  conflict: DifferenceView[]
  /** Null: of the whole city, to be read by the offices. */
  form: { action: string; version: string; groups: GroupView[]; fields: FieldWord[] } | null
  facts: { label: string; value: string }[]
  preview: { lang: Lang; label: string; title: string; pieces: TextPiece[] }[]
  removeAction: string | null
  changes: ChangeView[]
}

/** A field as it is written into a text, and what stands there then. */
type FieldWord = { code: string; label: string }

export const textPage = definePage<TextModel>('settings/text', { layout: 'staff' })

export type TextInput = {
  around: Around
  scope: TextScope
  /** Null: a new one. */
  key: string | null
  doc: TextDoc | null
  version: number
  changes: ChangeRow[]
  examples(doc: Pick<TextDoc, 'category' | 'office'>): Examples
  done?: Done | null
  /** The form as it came back: with errors, or because somebody wanted to look first. */
  back?: { typed: Typed; errors: FieldErrors; isConflict?: boolean; after?: TextDoc }
}

export function textModel(input: TextInput): TextModel {
  const { around, scope, key, doc, changes, done = null, back } = input
  const { city, t } = around
  const shown = doc ?? textThing.blank()
  const isOpen = key === null || mayEdit(scope, shown)
  const title = key === null ? t('texts:fresh') : textThing.title(key, doc, around)
  return {
    page: { title, crumbs: textCrumbs(around, scope), noindex: true, scripts: isOpen ? ['texts.js'] : [] },
    intro: t(isOpen ? 'texts:intro' : 'texts:introReading'),
    done:
      done === null ? null : { text: t(`settings:done.${done}`), tone: done === 'same' ? 'info' : 'success' },
    message: messageOf(input),
    errors: Object.entries(back?.errors ?? {}).flatMap(([name, error]) =>
      error === undefined || name === 'form' ? [] : [{ href: `#${fieldId(name)}`, text: t(error) }],
    ),
    conflict: back?.isConflict && back.after ? differenceViews('text', doc, back.after, around) : [],
    form: isOpen ? formOf(input, shown) : null,
    facts: isOpen ? [] : factsOf(around, shown),
    preview: previewOf(input, shown),
    removeAction: key !== null && isOpen ? settingsPaths.removeText(city.slug, key) : null,
    changes: changes.slice(0, 5).map((row) => textChange(row, around)),
  }
}

function messageOf({ around: { t }, back }: TextInput): Alert | null {
  if (back?.isConflict) return { text: t('settings:conflict'), tone: 'warning' }
  const whole = back?.errors['form']
  return whole === undefined ? null : { text: t(whole), tone: 'danger' }
}

function formOf({ around, scope, key, version, back }: TextInput, shown: TextDoc): TextModel['form'] {
  const { city, t } = around
  const groups = textGroups(scope.offices)
  const [only] = scope.offices ?? []
  const own: Typed = key === null && only !== undefined ? { office: only } : {}
  const typed = back?.typed ?? { ...typedOf(groups, shown), ...own }
  return {
    action: key === null ? settingsPaths.freshText(city.slug) : settingsPaths.thing(city.slug, 'text', key),
    version: String(version),
    groups: groupViews(groups, { around, typed, errors: back?.errors ?? {} }),
    fields: templateFields.map((name) => ({ code: `{{${name}}}`, label: t(`texts:field.${name}`) })),
  }
}

/** Where and for what a text of the city is offered. */
function factsOf({ directory, lang, t }: Around, doc: TextDoc): TextModel['facts'] {
  const category = directory.categories.find(({ code }) => code === doc.category)
  return [
    { label: t('texts:forWhat'), value: t(`texts:purpose.${doc.purpose}`) },
    {
      label: t('settings:field.category'),
      value: category === undefined ? t('texts:anyCategory') : nameIn(category.names, lang),
    },
    { label: t('settings:field.office'), value: t('texts:anyOffice') },
  ]
}

/** Of what was typed as far as it goes, else of what is stored. */
function previewOf({ scope, back, examples }: TextInput, shown: TextDoc): TextModel['preview'] {
  const groups = textGroups(scope.offices)
  const typed = back?.typed ?? typedOf(groups, shown)
  const read = readDoc({ ...textThing, groups }, typed, shown)
  const values = examples(read.ok ? read.doc : shown)
  return langs
    .map((lang) => ({
      lang,
      label: endonyms[lang],
      title: typed[`titles.${lang}`] ?? '',
      pieces: piecesOf((typed[`texts.${lang}`] ?? '').trim(), values[lang]),
    }))
    .filter(({ pieces }) => pieces.length > 0)
}
