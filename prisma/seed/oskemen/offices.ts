import { local, office, officeHours } from '../parts/offices.ts'

/** Divisions of the city akimat. */
const divisions = [
  office({
    code: 'O-APP',
    kind: 'akimat',
    name: local(
      'Өскемен қаласы әкімінің аппараты',
      'Аппарат акима города Усть-Каменогорска',
      'Office of the Akim of Oskemen',
    ),
    short: local('Қала әкімінің аппараты', 'Аппарат акима города', 'Akim’s office'),
    aliases: ['акимат', 'городской акимат', 'қала әкімдігі', 'әкімдік'],
    address: local('Пермитин көшесі, 17', 'ул. Пермитина, 17', '17 Permitin street'),
    hours: officeHours,
  }),
  office({
    code: 'O-ZKH',
    kind: 'department',
    parent: 'O-APP',
    name: local(
      'Өскемен қаласының тұрғын үй-коммуналдық шаруашылығы, жолаушылар көлігі және автомобиль жолдары бөлімі',
      'Отдел жилищно-коммунального хозяйства, пассажирского транспорта и автомобильных дорог города Усть-Каменогорска',
      'Housing, Utilities, Passenger Transport and Roads Division of Oskemen',
    ),
    short: local('ТҮКШ бөлімі', 'Отдел ЖКХ', 'Utilities and roads division'),
    aliases: ['ЖКХ', 'ТҮКШ', 'ТКШ', 'отдел ЖКХ, ПТ и АД'],
    hours: officeHours,
  }),
  office({
    code: 'O-INS',
    kind: 'department',
    parent: 'O-APP',
    name: local(
      'Өскемен қаласының тұрғын үй инспекциясы бөлімі',
      'Отдел жилищной инспекции города Усть-Каменогорска',
      'Housing Inspection Division of Oskemen',
    ),
    short: local('Тұрғын үй инспекциясы бөлімі', 'Отдел жилищной инспекции', 'Housing inspection'),
    aliases: ['жилинспекция'],
    hours: officeHours,
  }),
  office({
    code: 'O-ARC',
    kind: 'department',
    parent: 'O-APP',
    name: local(
      'Өскемен қаласының сәулет және қала құрылысы бөлімі',
      'Отдел архитектуры и градостроительства города Усть-Каменогорска',
      'Architecture and Urban Planning Division of Oskemen',
    ),
    short: local('Сәулет бөлімі', 'Отдел архитектуры', 'Architecture division'),
    aliases: ['архитектура', 'сәулет'],
    hours: officeHours,
  }),
  office({
    code: 'O-LND',
    kind: 'department',
    parent: 'O-APP',
    name: local(
      'Өскемен қаласының жер қатынастары бөлімі',
      'Отдел земельных отношений города Усть-Каменогорска',
      'Land Relations Division of Oskemen',
    ),
    short: local('Жер қатынастары бөлімі', 'Отдел земельных отношений', 'Land division'),
    aliases: ['земельный отдел', 'жер бөлімі'],
    hours: officeHours,
  }),
  office({
    code: 'O-BLD',
    kind: 'department',
    parent: 'O-APP',
    name: local(
      'Өскемен қаласының құрылыс бөлімі',
      'Отдел строительства города Усть-Каменогорска',
      'Construction Division of Oskemen',
    ),
    short: local('Құрылыс бөлімі', 'Отдел строительства', 'Construction division'),
    hours: officeHours,
  }),
  office({
    code: 'O-ENT',
    kind: 'department',
    parent: 'O-APP',
    name: local(
      'Өскемен қаласының кәсіпкерлік және ауыл шаруашылығы бөлімі',
      'Отдел предпринимательства и сельского хозяйства города Усть-Каменогорска',
      'Business and Agriculture Division of Oskemen',
    ),
    short: local(
      'Кәсіпкерлік және ауыл шаруашылығы бөлімі',
      'Отдел предпринимательства и сельского хозяйства',
      'Business and agriculture division',
    ),
    aliases: ['отдел предпринимательства', 'кәсіпкерлік бөлімі'],
    hours: officeHours,
  }),
  office({
    code: 'O-SOC',
    kind: 'department',
    parent: 'O-APP',
    name: local(
      'Өскемен қаласының жұмыспен қамту және әлеуметтік бағдарламалар бөлімі',
      'Отдел занятости и социальных программ города Усть-Каменогорска',
      'Employment and Social Programmes Division of Oskemen',
    ),
    short: local(
      'Әлеуметтік бағдарламалар бөлімі',
      'Отдел занятости и соцпрограмм',
      'Social programmes division',
    ),
    aliases: ['собес', 'соцзащита'],
    hours: officeHours,
  }),
  office({
    code: 'O-EDU',
    kind: 'department',
    name: local(
      'Шығыс Қазақстан облысы білім басқармасының Өскемен қаласы бойынша білім бөлімі',
      'Отдел образования по городу Усть-Каменогорску управления образования Восточно-Казахстанской области',
      'Education Division for Oskemen of the Education Department of East Kazakhstan Region',
    ),
    short: local('Білім бөлімі', 'Отдел образования', 'Education division'),
    aliases: ['гороно', 'городской отдел образования'],
    hours: officeHours,
  }),
]

const utilities = [
  office({
    code: 'O-TAZ',
    kind: 'utility',
    parent: 'O-ZKH',
    name: local('«Таза Өскемен» ШЖҚ КМК', 'КГП на ПХВ «Таза Өскемен»', 'Taza Oskemen municipal enterprise'),
    short: local('«Таза Өскемен»', '«Таза Өскемен»', 'Taza Oskemen'),
    aliases: ['Таза Оскемен', 'Өскемен Тәртіп', 'Оскемен Тартип'],
  }),
  office({
    code: 'O-WAS',
    kind: 'utility',
    parent: 'O-ZKH',
    name: local(
      'Қоқыс шығаратын ұйымдар (учаскелер бойынша)',
      'Мусоровывозящие организации (по участкам)',
      'Waste collection companies (by lot)',
    ),
    short: local('Қоқыс шығаратын ұйымдар', 'Мусоровывозящие организации', 'Waste collection'),
    aliases: ['мусоровоз', 'Оскеменспецкоммунтранс'],
    external: true,
  }),
  office({
    code: 'O-WTR',
    kind: 'utility',
    parent: 'O-ZKH',
    name: local(
      '«Өскемен Водоканал» ШЖҚ МКК',
      'ГКП на ПХВ «Өскемен Водоканал»',
      'Oskemen Vodokanal water and sewer utility',
    ),
    short: local('«Өскемен Водоканал»', '«Өскемен Водоканал»', 'Oskemen Vodokanal'),
    aliases: ['водоканал', 'Оскемен Водоканал', 'су арнасы'],
  }),
  office({
    code: 'O-HEA',
    kind: 'utility',
    name: local('«Шығыс Жылу» АҚ', 'АО «Шығыс Жылу»', 'Shygys Zhylu heat utility'),
    short: local('«Шығыс Жылу»', '«Шығыс Жылу»', 'Shygys Zhylu'),
    aliases: ['Шыгыс Жылу', 'Усть-Каменогорские тепловые сети', 'УКТС', 'Өскемен жылу желілері'],
  }),
  office({
    code: 'O-ELE',
    kind: 'utility',
    name: local(
      '«Біріккен энергосервистік компания» АҚ',
      'АО «Объединённая энергосервисная компания»',
      'United Energy Service Company',
    ),
    short: local('БЭСК (электр желілері)', 'ОЭСК (электросети)', 'UESC power networks'),
    aliases: ['ОЭСК', 'БЭСК', 'ВК РЭК', 'Шыгысэнерготрейд', 'электросети'],
    external: true,
  }),
  office({
    code: 'O-BUS',
    kind: 'utility',
    parent: 'O-ZKH',
    name: local(
      '«Жолаушылар тасымалын басқару орталығы» ЖШС',
      'ТОО «Центр управления пассажирскими перевозками»',
      'Passenger Transport Control Centre',
    ),
    short: local('Тасымалды басқару орталығы', 'ЦУПП', 'Transport control centre'),
    aliases: ['ЖТБО', 'ЦУПП'],
  }),
  office({
    code: 'O-VET',
    kind: 'utility',
    parent: 'O-ENT',
    name: local('«Өскемен-Вет» КМК', 'КГП «Өскемен-Вет»', 'Oskemen-Vet veterinary enterprise'),
    short: local('«Өскемен-Вет»', '«Өскемен-Вет»', 'Oskemen-Vet'),
    aliases: ['Оскемен-Вет', 'отлов', 'ветслужба'],
  }),
  office({
    code: 'O-OSI',
    kind: 'partner',
    name: local(
      'Үйді басқару органы (МИБ, ЖС, ПИК, басқарушы компания)',
      'Орган управления домом (ОСИ, ПТ, КСК, управляющая компания)',
      'Management body of the house (association of owners, co-operative or company)',
    ),
    short: local('МИБ, ПИК, басқарушы компания', 'ОСИ, КСК, УК дома', 'House management'),
    aliases: ['ОСИ', 'КСК', 'УК', 'МИБ', 'ПИК'],
    external: true,
  }),
]

/** Bodies of the state and the region: they are not subordinate to the city and get letters. */
const stateBodies = [
  office({
    code: 'X-POL',
    kind: 'state_body',
    name: local(
      'Өскемен қаласының полиция басқармасы',
      'Управление полиции города Усть-Каменогорска',
      'Police Department of Oskemen',
    ),
    short: local('Полиция басқармасы', 'Управление полиции', 'Police'),
    phones: ['102'],
    external: true,
  }),
  office({
    code: 'X-DCH',
    kind: 'state_body',
    name: local(
      'Шығыс Қазақстан облысының төтенше жағдайлар департаменті',
      'Департамент по чрезвычайным ситуациям Восточно-Казахстанской области',
      'Department for Emergency Situations of East Kazakhstan Region',
    ),
    short: local('ТЖД', 'ДЧС', 'Emergency department'),
    phones: ['112', '101'],
    external: true,
  }),
  office({
    code: 'X-PRO',
    kind: 'state_body',
    name: local(
      'Өскемен қаласының прокуратурасы',
      'Прокуратура города Усть-Каменогорска',
      'Prosecutor’s Office of Oskemen',
    ),
    short: local('Қала прокуратурасы', 'Прокуратура города', 'Prosecutor'),
    external: true,
  }),
  office({
    code: 'X-ECO',
    kind: 'state_body',
    name: local(
      'Шығыс Қазақстан облысы бойынша экология департаменті',
      'Департамент экологии по Восточно-Казахстанской области',
      'Department of Ecology for East Kazakhstan Region',
    ),
    short: local('Экология департаменті', 'Департамент экологии', 'Ecology department'),
    external: true,
  }),
  office({
    code: 'X-SAN',
    kind: 'state_body',
    name: local(
      'Шығыс Қазақстан облысының санитариялық-эпидемиологиялық бақылау департаменті',
      'Департамент санитарно-эпидемиологического контроля Восточно-Казахстанской области',
      'Department of Sanitary and Epidemiological Control of East Kazakhstan Region',
    ),
    short: local('Санэпидбақылау департаменті', 'Департамент санэпидконтроля', 'Sanitary control'),
    aliases: ['СЭС', 'санэпидемстанция'],
    external: true,
  }),
  office({
    code: 'X-NAT',
    kind: 'state_body',
    name: local(
      'Шығыс Қазақстан облысының табиғи ресурстар және табиғат пайдалануды реттеу басқармасы',
      'Управление природных ресурсов и регулирования природопользования Восточно-Казахстанской области',
      'Department of Natural Resources of East Kazakhstan Region',
    ),
    short: local(
      'Табиғи ресурстар басқармасы',
      'Управление природных ресурсов',
      'Natural resources department',
    ),
    external: true,
  }),
]

export const offices = [...divisions, ...utilities, ...stateBodies]
