/** Shapes that page models hand to the partials of `views/shared`; see `views/README.md`. */

export type Tone = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'danger'

export type Link = { href: string; label: string }

/** A moment for `<time>`: machine form and ready text. */
export type When = { iso: string; text: string }

export type Tag = { label: string; tone: Tone; icon?: string | null }

export type Deadline = { text: string; tone: Tone; icon?: string | null }

export type Photo = {
  src: string
  alt: string
  width: number
  height: number
  href?: string | null
  caption?: string | null
  /** Where somebody says that the picture breaks the rules. */
  reportHref?: string | null
}

export type ComplaintCard = {
  href: string
  title: string
  /** Of the category, shown when there is no photo. */
  icon: string
  tag: Tag
  place?: string | null
  date?: When | null
  photo?: { src: string; alt: string } | null
  deadline?: Deadline | null
  number?: string | null
  supporters?: string | null
  distance?: string | null
  /** The beginning of what the resident wrote; `lang` is its language then. */
  excerpt?: string | null
  /** Level of the heading; 3 unless told. */
  level?: 2 | 3 | 4
  /** Language of the excerpt, or of the title when there is none and people wrote it. */
  lang?: string | null
}

export type TimelineEntry = {
  at: When
  title: string
  icon: string
  tone?: Tone
  by?: string | null
  /** Facts in the language of the page; `text` is what people wrote. */
  note?: string | null
  text?: string | null
  lang?: string | null
  /** Only staff see it; set apart visibly. */
  internal?: boolean
  /** Where somebody says that the words break the rules. */
  reportHref?: string | null
  photos?: Photo[]
}

export type Step = { label: string; state: 'done' | 'current' | 'todo'; note?: string | null }

export type SummaryRow = { label: string; value: string; href?: string | null; action?: Link | null }

export type StatTile = {
  label: string
  value: string
  unit?: string | null
  note?: string | null
  href?: string | null
  tone?: Tone | null
}

export type Option = { value: string; label: string; hint?: string | null; icon?: string | null }

/** A line of the error summary; `href` is `#` and the id of the field. */
export type SummaryError = { href: string; text: string }

export type Alert = {
  text: string
  tone?: 'info' | 'success' | 'warning' | 'danger'
  title?: string | null
  links?: Link[]
  level?: 2 | 3
}

export type Answer = {
  title: string
  office: string
  text: string
  date: When
  position?: string | null
  lang?: string | null
  attachments?: Link[]
  level?: 2 | 3
}

export type EmptyState = {
  title: string
  text?: string | null
  icon?: string | null
  actions?: Link[]
  level?: 2 | 3
}

export type Tab = Link & { current: boolean; count?: string }

export type Cell = string | { text: string; href?: string | null; note?: string | null }

export type Table = {
  caption: string
  columns: {
    label: string
    numeric?: boolean
    sortHref?: string | null
    sorted?: 'ascending' | 'descending' | null
  }[]
  /** The first cell heads its row. */
  rows: Cell[][]
  hideCaption?: boolean
  id?: string | null
}
