import type { Json } from '../../platform/i18n/text-key.ts'

declare module '../../platform/i18n/text-key.ts' {
  interface TextResources {
    calls: Json<typeof import('./locales/ru.json', { with: { type: 'json' }})>
  }
}
