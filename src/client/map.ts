import { mountComplaintMap } from './complaint-map.ts'
import { placePicker } from './place-picker.ts'
import { workDrawer } from './work-drawer.ts'

// Loaded on demand by base.ts. Each place of a map says by `data-map` what it is for.

for (const place of document.querySelectorAll<HTMLElement>('[data-map="complaints"]'))
  mountComplaintMap(place)
for (const place of document.querySelectorAll<HTMLElement>('[data-map="place"]')) placePicker(place)
for (const place of document.querySelectorAll<HTMLElement>('[data-map="work"]')) workDrawer(place)
