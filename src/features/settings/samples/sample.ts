import type { Sample } from '../../../platform/http/route.ts'
import type { Place } from './documents.ts'

/** An example of a page of the settings. */
export const sample = (
  name: string,
  template: string,
  model: (place: Place) => ReturnType<Sample['model']>,
): Sample => ({
  name: `settings/${name}`,
  template: `settings/${template}`,
  layout: 'staff',
  model,
})
