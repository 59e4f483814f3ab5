import type { Json } from '../../platform/i18n/text-key.ts'

declare module '../../platform/i18n/text-key.ts' {
  interface TextResources {
    guides: Json<typeof import('./locales/ru.json', { with: { type: 'json' }})>
    writing: Json<typeof import('./writing/locales/ru.json', { with: { type: 'json' }})>
  }
}
