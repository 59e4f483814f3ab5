import { iconNames } from '../../look/icons.ts'
import type { PageModel } from '../page.ts'
import { charts } from './charts.ts'
import { complaints } from './complaints.ts'
import { controls } from './controls.ts'
import { facts } from './facts.ts'
import { notices } from './notices.ts'

/** Each partial of `views/shared` with arguments for all its states. The words in it are examples, not texts of the portal. */
export type GalleryModel = PageModel & {
  sections: { name: string; wide: boolean; states: object[] }[]
  icons: readonly string[]
}

/** Model of `views/gallery/index`, a page for development: every component in every state. */
export function galleryModel(): GalleryModel {
  return {
    page: { title: 'Gallery', noindex: true },
    sections: [...controls(), ...notices(), ...facts(), ...complaints(), ...charts()],
    icons: iconNames,
  }
}
