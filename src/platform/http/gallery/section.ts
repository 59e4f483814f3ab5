import type { Tone } from '../parts.ts'
import type { GalleryModel } from './gallery.ts'

export type Sections = GalleryModel['sections']

export const section = (name: string, ...states: object[]): Sections[number] => ({
  name,
  states,
  wide: false,
})
export const wideSection = (name: string, ...states: object[]): Sections[number] => ({
  name,
  states,
  wide: true,
})

export const tones: Tone[] = ['neutral', 'accent', 'info', 'success', 'warning', 'danger']
export const longOffice = 'Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі'
