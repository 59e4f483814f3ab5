import { local, office, officeHours } from '../parts/offices.ts'
import { departments } from './departments.ts'
import { districts } from './districts.ts'

const akimats = [
  office({
    code: 'A-APP',
    kind: 'akimat',
    name: local(
      'Алматы қаласы әкімінің аппараты',
      'Аппарат акима города Алматы',
      'Office of the Akim of Almaty',
    ),
    short: local('Қала әкімінің аппараты', 'Аппарат акима города', 'Akim’s office'),
    aliases: ['акимат', 'әкімдік'],
    address: local('Республика алаңы, 4', 'площадь Республики, 4', '4 Republic square'),
    hours: officeHours,
  }),
  office({
    code: 'A-OPN',
    kind: 'akimat',
    parent: 'A-APP',
    name: local(
      '«Open Almaty» қоғамдық қабылдауы',
      'Общественная приёмная «Open Almaty»',
      'Open Almaty public reception',
    ),
    short: local('Open Almaty, 1308', 'Open Almaty, 1308', 'Open Almaty, 1308'),
    aliases: ['1308', 'openalmaty', 'фронт-офис'],
    phones: ['1308'],
    hours: [
      { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '20:00', break: null },
      { days: [6], opens: '10:00', closes: '17:00', break: null },
    ],
  }),
  ...districts.map(({ office: code, area, name, ofDistrict, akimatKk }) =>
    office({
      code,
      kind: 'akimat',
      parent: 'A-APP',
      name: local(
        `Алматы қаласы ${name.kk} әкімінің аппараты`,
        `Аппарат акима ${ofDistrict} города Алматы`,
        `Office of the Akim of ${name.en} of Almaty`,
      ),
      short: local(akimatKk, `Акимат ${ofDistrict}`, `Akimat of ${name.en}`),
      areas: [area],
      hours: officeHours,
    }),
  ),
]

const utilities = [
  office({
    code: 'A-SU',
    kind: 'utility',
    parent: 'A-ENE',
    name: local('«Алматы Су» ШЖҚ МКК', 'ГКП на ПХВ «Алматы Су»', 'Almaty Su water and sewer utility'),
    short: local('«Алматы Су»', '«Алматы Су»', 'Almaty Su'),
    aliases: ['водоканал', 'су арнасы'],
  }),
  office({
    code: 'A-HEA',
    kind: 'utility',
    parent: 'A-ENE',
    name: local('«Алматы жылу желілері» ЖШС', 'ТОО «Алматинские тепловые сети»', 'Almaty Heat Networks'),
    short: local('Алматы жылу желілері', 'АлТС (тепловые сети)', 'Almaty heat networks'),
    aliases: ['АлТС', 'теплосеть', 'Алматинские тепловые сети'],
    phones: ['+77273780648'],
  }),
  office({
    code: 'A-ELE',
    kind: 'utility',
    parent: 'A-ENE',
    name: local(
      '«Алатау Жарық Компаниясы» АҚ',
      'АО «Алатау Жарық Компаниясы»',
      'Alatau Zharyk power networks',
    ),
    short: local('АЖК (электр желілері)', 'АЖК (электросети)', 'Alatau Zharyk'),
    aliases: ['АЖК', 'электросети'],
    phones: ['+77273569999'],
  }),
  office({
    code: 'A-LGT',
    kind: 'utility',
    parent: 'A-ENE',
    name: local('«Алматы Қала Жарық» АҚ', 'АО «Алматы Қала Жарық»', 'Almaty Qala Zharyk street lighting'),
    short: local('АҚЖ (көше жарығы)', 'АҚЖ (уличное освещение)', 'Street lighting'),
    aliases: ['Алматыгорсвет', 'горсвет', 'Алматы Кала Жарык'],
  }),
  office({
    code: 'A-GAS',
    kind: 'utility',
    name: local(
      '«QazaqGaz Aimaq» АҚ Алматы өндірістік филиалы',
      'Алматинский производственный филиал АО «QazaqGaz Aimaq»',
      'QazaqGaz Aimaq, Almaty branch',
    ),
    short: local('QazaqGaz Aimaq желілері', 'QazaqGaz Aimaq', 'QazaqGaz Aimaq'),
    aliases: ['КазТрансГаз Аймак', 'ҚазТрансГаз Аймақ', 'горгаз'],
    phones: ['104'],
    external: true,
  }),
  office({
    code: 'A-AES',
    kind: 'utility',
    name: local('«АлматыЭнергоСбыт» ЖШС', 'ТОО «АлматыЭнергоСбыт»', 'AlmatyEnergoSbyt power sales'),
    short: local('«АлматыЭнергоСбыт»', '«АлматыЭнергоСбыт»', 'AlmatyEnergoSbyt'),
    aliases: ['энергосбыт', 'счета за свет'],
    external: true,
  }),
  office({
    code: 'A-VET',
    kind: 'utility',
    parent: 'A-ENT',
    name: local(
      '«Алматы ветеринариялық қызметі» КМК',
      'КГП «Алматинская ветеринарная служба»',
      'Almaty Veterinary Service',
    ),
    short: local('Ветеринариялық қызмет', 'Ветеринарная служба', 'Veterinary service'),
    aliases: ['отлов', 'ветслужба'],
  }),
]

const stateBodies = [
  office({
    code: 'X-POL',
    kind: 'state_body',
    name: local(
      'Алматы қаласының полиция департаменті',
      'Департамент полиции города Алматы',
      'Police Department of Almaty',
    ),
    short: local('Полиция департаменті', 'Департамент полиции', 'Police'),
    phones: ['102'],
    external: true,
  }),
  office({
    code: 'X-DCH',
    kind: 'state_body',
    name: local(
      'Алматы қаласының төтенше жағдайлар департаменті',
      'Департамент по чрезвычайным ситуациям города Алматы',
      'Department for Emergency Situations of Almaty',
    ),
    short: local('ТЖД', 'ДЧС', 'Emergency department'),
    phones: ['112', '101', '109'],
    external: true,
  }),
  office({
    code: 'X-PRO',
    kind: 'state_body',
    name: local(
      'Алматы қаласының прокуратурасы',
      'Прокуратура города Алматы',
      'Prosecutor’s Office of Almaty',
    ),
    short: local('Қала прокуратурасы', 'Прокуратура города', 'Prosecutor'),
    external: true,
  }),
  office({
    code: 'X-ECO',
    kind: 'state_body',
    name: local(
      'Алматы қаласы бойынша экология департаменті',
      'Департамент экологии по городу Алматы',
      'Department of Ecology for Almaty',
    ),
    short: local('Экология департаменті', 'Департамент экологии', 'Ecology department'),
    external: true,
  }),
  office({
    code: 'X-SAN',
    kind: 'state_body',
    name: local(
      'Алматы қаласының санитариялық-эпидемиологиялық бақылау департаменті',
      'Департамент санитарно-эпидемиологического контроля города Алматы',
      'Department of Sanitary and Epidemiological Control of Almaty',
    ),
    short: local('Санэпидбақылау департаменті', 'Департамент санэпидконтроля', 'Sanitary control'),
    aliases: ['СЭС'],
    external: true,
  }),
]

export const offices = [...akimats, ...departments, ...utilities, ...stateBodies]
