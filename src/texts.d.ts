import type accounts from './features/accounts/locales/ru.json' with { type: 'json' }
import type desk from './features/complaints/desk/locales/ru.json' with { type: 'json' }
import type filing from './features/complaints/filing/locales/ru.json' with { type: 'json' }
import type complaints from './features/complaints/locales/ru.json' with { type: 'json' }
import type reading from './features/complaints/public/locales/ru.json' with { type: 'json' }
import type home from './features/home/locales/ru.json' with { type: 'json' }
import type statistics from './features/statistics/locales/ru.json' with { type: 'json' }
import type upload from './platform/files/locales/ru.json' with { type: 'json' }
import type common from './platform/i18n/locales/ru.json' with { type: 'json' }

declare module './platform/i18n/text-key.ts' {
  interface TextResources {
    common: typeof common
    upload: typeof upload
    accounts: typeof accounts
    complaints: typeof complaints
    desk: typeof desk
    filing: typeof filing
    public: typeof reading
    home: typeof home
    statistics: typeof statistics
  }
}
