import { addressBox } from './address-box.ts'

// Pages of works: the address field finds streets of the city while somebody types.

for (const place of document.querySelectorAll<HTMLElement>('[data-places]')) addressBox(place)
