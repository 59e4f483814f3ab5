import type { BadForm } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, Option, SummaryError } from '../../../platform/http/parts.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import type { CoverablePhoto } from '../actions/cover-photo.ts'
import { type CoverArea, gridOf, storedAreas, writeAreas } from './areas.ts'

/** What everybody sees of one photo: for its resident, before and after sending, and for moderators. */
export type CoverModel = PageModel & {
  action: string
  back: Link
  intro: string
  errors: SummaryError[]
  photo: { src: string; width: number; height: number; alt: string }
  columns: 'wide' | 'tall'
  cells: { name: string; label: string; checked: boolean }[]
  kept: { name: string; value: string; label: string; checked: boolean }[]
  /** What a moderator covered stays so. */
  fixed: string | null
  drawn: string
  exact: { name: 'x' | 'y' | 'w' | 'h'; label: string; value: string }[]
  exactError: string
  /** Null when a moderator hid the photo. */
  visible: { value: string; options: Option[] } | null
  hiddenNote: string | null
  /** Asked of moderators. */
  reason: { value: string; error: string } | null
  /** What was seen of the complaint, for moderators. */
  version: string | null
}

export const filingCoverPage = definePage<CoverModel>('complaints/cover', { layout: 'filing' })
export const mineCoverPage = definePage<CoverModel>('complaints/cover')
export const staffCoverPage = definePage<CoverModel>('complaints/cover', { layout: 'staff' })

export type CoverInput = {
  photo: CoverablePhoto
  n: number
  by: 'resident' | 'moderator'
  intro: string
  src: string
  action: string
  back: Link
  crumbs: Link[]
  form?: BadForm
  failed?: boolean
  version?: number
}

export function coverModel(input: CoverInput, t: Translate): CoverModel {
  const { photo, by, form, failed = false } = input
  const typed = form?.typed ?? {}
  const areas = storedAreas(photo.areas)
  const isFixed = (area: CoverArea) => by === 'resident' && area.by === 'moderator'
  const errors = form?.errors ?? {}
  const sentence = (field: string) => (errors[field] === undefined ? '' : t(errors[field]))
  const locked = by === 'resident' && photo.hiddenBy === 'moderator'
  return {
    page: { title: t('public:cover.title', { n: input.n }), crumbs: input.crumbs, noindex: true },
    action: input.action,
    back: input.back,
    intro: input.intro,
    errors: [
      ...(failed ? [{ href: '#cover', text: t('public:cover.error.failed') }] : []),
      ...Object.keys(errors).map((field) => ({ href: `#${field}`, text: sentence(field) })),
    ],
    photo: {
      src: input.src,
      width: photo.width,
      height: photo.height,
      alt: t('public:cover.alt', { n: input.n }),
    },
    ...cellsOf(photo, typed, t),
    kept: areas
      .filter((area) => !isFixed(area))
      .map((area, index) => ({
        name: `keep${index}`,
        value: writeAreas([area]),
        label: t('public:cover.kept', { x: area.x, y: area.y, w: area.w, h: area.h }),
        checked: form === undefined || `keep${index}` in typed,
      })),
    fixed: areas.some(isFixed) ? t('public:cover.fixed') : null,
    drawn: typed['drawn'] ?? '',
    exact: (['x', 'y', 'w', 'h'] as const).map((name) => ({
      name,
      label: t(`public:cover.${name}`),
      value: typed[name] ?? '',
    })),
    exactError: sentence('x'),
    visible: locked ? null : visibleField(typed['visible'] ?? (photo.shown ? 'public' : 'staff'), t),
    hiddenNote: locked ? t('public:cover.hiddenByModerator') : null,
    reason: by === 'moderator' ? { value: typed['reason'] ?? '', error: sentence('reason') } : null,
    version: input.version === undefined ? null : String(input.version),
  }
}

function cellsOf(
  photo: CoverablePhoto,
  typed: Record<string, string>,
  t: Translate,
): Pick<CoverModel, 'cells' | 'columns'> {
  const { columns, rows } = gridOf(photo)
  const cells = Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns]
    const name = `c${row}-${column}`
    return {
      name,
      label: t('public:cover.cell', { row: row + 1, column: column + 1 }),
      checked: name in typed,
    }
  })
  return { cells, columns: columns > rows ? 'wide' : 'tall' }
}

const visibleField = (value: string, t: Translate): CoverModel['visible'] => ({
  value: value === 'staff' ? 'staff' : 'public',
  options: [
    { value: 'public', label: t('public:cover.public'), icon: 'eye' },
    { value: 'staff', label: t('public:cover.staff'), hint: t('public:cover.staffHint'), icon: 'lock' },
  ],
})
