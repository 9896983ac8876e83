/** Letters and SMS about an application. They name the school and no person. */
export const letters = {
  received: {
    subject: /*i18n*/ { id: 'mail.application.received.subject', message: 'Заявка получена: {school}' },
    body: /*i18n*/ {
      id: 'mail.application.received.body',
      message:
        'Здравствуйте!\n\nЗаявка школы «{school}» на подключение к «Перемене» получена. Ответ придёт на этот адрес.\n\n' +
        'Следить за заявкой можно по личной ссылке, не передавайте её никому:\n{link}\n',
    },
  },
  approved: {
    subject: /*i18n*/ { id: 'mail.application.approved.subject', message: 'Школа подключена: {school}' },
    body: /*i18n*/ {
      id: 'mail.application.approved.body',
      message:
        'Здравствуйте!\n\nЗаявка одобрена, школа «{school}» подключена.\n\n' +
        'Войдите по номеру телефона администратора из заявки:\n{link}\n',
    },
    sms: /*i18n*/ {
      id: 'sms.application.approved',
      message: '«{school}» подключена к «Перемене». Войдите по этому номеру: {link}',
    },
  },
  returned: {
    subject: /*i18n*/ { id: 'mail.application.returned.subject', message: 'Заявку нужно поправить: {school}' },
    body: /*i18n*/ {
      id: 'mail.application.returned.body',
      message:
        'Здравствуйте!\n\nЗаявка школы «{school}» возвращена. Что поправить:\n{reason}\n\n' +
        'Откройте заявку по личной ссылке, которую вы получили при отправке, исправьте и отправьте снова.\n',
    },
  },
  rejected: {
    subject: /*i18n*/ { id: 'mail.application.rejected.subject', message: 'Заявка отклонена: {school}' },
    body: /*i18n*/ {
      id: 'mail.application.rejected.body',
      message: 'Здравствуйте!\n\nЗаявка школы «{school}» отклонена. Причина:\n{reason}\n',
    },
  },
} as const
