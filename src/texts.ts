import type { Json } from './platform/i18n/text-key.ts'

/** One namespace of texts per feature (or per audience of a feature). */
declare module './platform/i18n/text-key.ts' {
  interface TextResources {
    accounts: Json<typeof import('./features/accounts/locales/ru.json', { with: { type: 'json' }})>
    audit: Json<typeof import('./features/audit/locales/ru.json', { with: { type: 'json' }})>
    city: Json<typeof import('./features/city/locales/ru.json', { with: { type: 'json' }})>
    complaints: Json<typeof import('./features/complaints/locales/ru.json', { with: { type: 'json' }})>
    dashboard: Json<
      typeof import('./features/complaints/dashboard/locales/ru.json', { with: { type: 'json' }})
    >
    desk: Json<typeof import('./features/complaints/desk/locales/ru.json', { with: { type: 'json' }})>
    terms: Json<typeof import('./features/complaints/terms/locales/ru.json', { with: { type: 'json' }})>
    inbox: Json<typeof import('./features/complaints/inbox/locales/ru.json', { with: { type: 'json' }})>
    filing: Json<typeof import('./features/complaints/filing/locales/ru.json', { with: { type: 'json' }})>
    notify: Json<typeof import('./features/complaints/notify/locales/ru.json', { with: { type: 'json' }})>
    formal: Json<typeof import('./features/complaints/formal/locales/ru.json', { with: { type: 'json' }})>
    share: Json<typeof import('./features/complaints/share/locales/ru.json', { with: { type: 'json' }})>
    places: Json<typeof import('./features/places/locales/ru.json', { with: { type: 'json' }})>
    public: Json<typeof import('./features/complaints/public/locales/ru.json', { with: { type: 'json' }})>
    following: Json<typeof import('./features/following/locales/ru.json', { with: { type: 'json' }})>
    moderation: Json<typeof import('./features/moderation/locales/ru.json', { with: { type: 'json' }})>
    settings: Json<typeof import('./features/settings/locales/ru.json', { with: { type: 'json' }})>
    limits: Json<typeof import('./features/settings/limits/locales/ru.json', { with: { type: 'json' }})>
    retention: Json<typeof import('./features/settings/retention/locales/ru.json', { with: { type: 'json' }})>
    texts: Json<typeof import('./features/settings/texts/locales/ru.json', { with: { type: 'json' }})>
    home: Json<typeof import('./features/home/locales/ru.json', { with: { type: 'json' }})>
    proof: Json<typeof import('./features/proof/locales/ru.json', { with: { type: 'json' }})>
    search: Json<typeof import('./features/search/locales/ru.json', { with: { type: 'json' }})>
    open311: Json<typeof import('./features/open311/locales/ru.json', { with: { type: 'json' }})>
    operator: Json<typeof import('./features/operator/locales/ru.json', { with: { type: 'json' }})>
    telegram: Json<typeof import('./features/telegram/locales/ru.json', { with: { type: 'json' }})>
    statistics: Json<typeof import('./features/statistics/locales/ru.json', { with: { type: 'json' }})>
  }
}
