import type { ListedPurpose } from './purpose';

/** The lines of an invitation in one language, in the polite form. */
export type Phrases = {
  invites(who: string): string;
  /** The inviter, if the supervisor's name contains no words. */
  somebody: string;
  purpose(why: string): string;
  viewOnly: string;
  control: string;
  /** The first line of the message that the agent's screens are viewed. */
  viewsScreens(who: string): string;
  allScreens: string;
  /** @param time with its offset from UTC */
  screensNoLongerViewed(time: string): string;
  /**
   * @param time with its offset from UTC
   * @param length what is left until then
   */
  until(time: string, length: string): string;
  /** Directly above the link. */
  join: string;
  purposes: Record<ListedPurpose, string>;
};

/** Every language of invitations. Everybody else gets English. */
export const PHRASES = {
  en: {
    invites: (who) => `${who} invites you to a cobrowse session.`,
    somebody: 'A supervisor',
    purpose: (why) => `Purpose: ${why}`,
    viewOnly: 'View only: your page is seen, not controlled.',
    control: 'With control: your page is seen and may be controlled.',
    viewsScreens: (who) => `${who} is now viewing your screens.`,
    allScreens: 'All your screens are seen, view only: nothing can be controlled.',
    screensNoLongerViewed: (time) => `Your screens are no longer being viewed (ended ${time}).`,
    until: (time, length) => `Until: ${time}, ${length} at most`,
    join: 'Open this link to join:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Assistance',
      complaint: 'Complaint',
      compliance: 'Compliance',
      training: 'Training',
    },
  },
  de: {
    invites: (who) => `${who} lädt Sie zu einer Cobrowse-Sitzung ein.`,
    somebody: 'Ein Supervisor',
    purpose: (why) => `Zweck: ${why}`,
    viewOnly: 'Nur Ansicht: Ihre Seite ist zu sehen, kann aber nicht gesteuert werden.',
    control: 'Mit Steuerung: Ihre Seite ist zu sehen und kann gesteuert werden.',
    viewsScreens: (who) => `${who} sieht jetzt Ihre Bildschirme an.`,
    allScreens: 'Alle Ihre Bildschirme sind zu sehen, nur Ansicht: Nichts kann gesteuert werden.',
    screensNoLongerViewed: (time) => `Ihre Bildschirme werden nicht mehr angesehen (beendet: ${time}).`,
    until: (time, length) => `Bis: ${time}, höchstens ${length}`,
    join: 'Öffnen Sie diesen Link, um beizutreten:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Unterstützung',
      complaint: 'Beschwerde',
      compliance: 'Compliance',
      training: 'Schulung',
    },
  },
  es: {
    invites: (who) => `${who} le invita a una sesión de Cobrowse.`,
    somebody: 'Un supervisor',
    purpose: (why) => `Motivo: ${why}`,
    viewOnly: 'Solo ver: se ve su página, pero no se controla.',
    control: 'Con control: se ve su página y se puede controlar.',
    viewsScreens: (who) => `${who} está viendo ahora sus pantallas.`,
    allScreens: 'Solo ver: se ven todas sus pantallas, pero no se puede controlar nada.',
    screensNoLongerViewed: (time) => `Ya no se están viendo sus pantallas (fin: ${time}).`,
    until: (time, length) => `Hasta: ${time}, ${length} como máximo`,
    join: 'Abra este enlace para unirse:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Asistencia',
      complaint: 'Reclamación',
      compliance: 'Cumplimiento',
      training: 'Formación',
    },
  },
  fr: {
    invites: (who) => `${who} vous invite à une session Cobrowse.`,
    somebody: 'Un superviseur',
    purpose: (why) => `Motif\u202f: ${why}`,
    viewOnly: 'Lecture seule\u202f: votre page est observée, mais pas contrôlée.',
    control: 'Avec contrôle\u202f: votre page est observée et peut être contrôlée.',
    viewsScreens: (who) => `${who} observe maintenant vos écrans.`,
    allScreens: 'Lecture seule\u202f: tous vos écrans sont observés, mais rien ne peut être contrôlé.',
    screensNoLongerViewed: (time) => `Vos écrans ne sont plus observés (fin\u202f: ${time}).`,
    until: (time, length) => `Jusqu’à ${time}, ${length} au plus`,
    join: 'Ouvrez ce lien pour rejoindre la session\u202f:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Assistance',
      complaint: 'Réclamation',
      compliance: 'Conformité',
      training: 'Formation',
    },
  },
  it: {
    invites: (who) => `${who} La invita a una sessione di Cobrowse.`,
    somebody: 'Un supervisore',
    purpose: (why) => `Scopo: ${why}`,
    viewOnly: 'Sola visione: la Sua pagina viene vista, ma non controllata.',
    control: 'Con controllo: la Sua pagina viene vista e può essere controllata.',
    viewsScreens: (who) => `${who} ora sta osservando i Suoi schermi.`,
    allScreens: 'Sola visione: vengono visti tutti i Suoi schermi, ma nulla può essere controllato.',
    screensNoLongerViewed: (time) => `I Suoi schermi non vengono più osservati (fine: ${time}).`,
    until: (time, length) => `Fine: ${time}, al massimo ${length}`,
    join: 'Apra questo link per partecipare:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Assistenza',
      complaint: 'Reclamo',
      compliance: 'Conformità',
      training: 'Formazione',
    },
  },
  nl: {
    invites: (who) => `${who} nodigt u uit voor een cobrowsesessie.`,
    somebody: 'Een supervisor',
    purpose: (why) => `Doel: ${why}`,
    viewOnly: 'Alleen meekijken: uw pagina wordt bekeken, niet bediend.',
    control: 'Met bediening: uw pagina wordt bekeken en mag worden bediend.',
    viewsScreens: (who) => `${who} bekijkt nu uw schermen.`,
    allScreens: 'Al uw schermen worden bekeken, alleen meekijken: er kan niets worden bediend.',
    screensNoLongerViewed: (time) => `Uw schermen worden niet meer bekeken (beëindigd: ${time}).`,
    until: (time, length) => `Tot: ${time}, maximaal ${length}`,
    join: 'Open deze link om deel te nemen:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Ondersteuning',
      complaint: 'Klacht',
      compliance: 'Compliance',
      training: 'Training',
    },
  },
  'pt-BR': {
    invites: (who) => `${who} convida você para uma sessão de cobrowse.`,
    somebody: 'Um supervisor',
    purpose: (why) => `Motivo: ${why}`,
    viewOnly: 'Só visualização: sua página é vista, mas não controlada.',
    control: 'Com controle: sua página é vista e pode ser controlada.',
    viewsScreens: (who) => `${who} está vendo suas telas agora.`,
    allScreens: 'Só visualização: todas as suas telas são vistas, mas nada pode ser controlado.',
    screensNoLongerViewed: (time) => `Suas telas não estão mais sendo vistas (fim: ${time}).`,
    until: (time, length) => `Até: ${time}, no máximo ${length}`,
    join: 'Abra este link para participar:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Assistência',
      complaint: 'Reclamação',
      compliance: 'Conformidade',
      training: 'Treinamento',
    },
  },
  pl: {
    invites: (who) => `${who} zaprasza do sesji cobrowse.`,
    somebody: 'Superwizor',
    purpose: (why) => `Cel: ${why}`,
    viewOnly: 'Tylko podgląd: strona jest widoczna, ale nie można nią sterować.',
    control: 'Ze sterowaniem: strona jest widoczna i można nią sterować.',
    viewsScreens: (who) => `${who} ogląda teraz Twoje ekrany.`,
    allScreens: 'Widoczne są wszystkie Twoje ekrany, tylko podgląd: niczym nie można sterować.',
    screensNoLongerViewed: (time) => `Twoje ekrany nie są już oglądane (koniec: ${time}).`,
    until: (time, length) => `Do: ${time}, najwyżej ${length}`,
    join: 'Aby dołączyć, proszę otworzyć ten link:',
    purposes: {
      coaching: 'Coaching',
      assistance: 'Pomoc',
      complaint: 'Reklamacja',
      compliance: 'Compliance',
      training: 'Szkolenie',
    },
  },
  ja: {
    // Without the space, a name that ends in a dot and the following text would look like an
    // address.
    invites: (who) => `${who}${who.endsWith('.') ? ' ' : ''}さんから Cobrowse セッションへの招待です。`,
    somebody: 'スーパーバイザー',
    purpose: (why) => `目的：${why}`,
    viewOnly: '閲覧のみ：ページは表示されますが、操作されることはありません。',
    control: '操作あり：ページが表示され、操作されることがあります。',
    viewsScreens: (who) => `${who}${who.endsWith('.') ? ' ' : ''}さんが現在、あなたの画面を閲覧しています。`,
    allScreens: 'すべての画面が表示されます。閲覧のみで、操作されることはありません。',
    screensNoLongerViewed: (time) => `画面の閲覧は終了しました（${time}）。`,
    until: (time, length) => `終了：${time}（最長${length}）`,
    join: '参加するには、次のリンクを開いてください。',
    purposes: {
      coaching: 'コーチング',
      assistance: 'サポート',
      complaint: '苦情対応',
      compliance: 'コンプライアンス',
      training: '研修',
    },
  },
  // Without verbs or forms of address that have a gender.
  ar: {
    invites: (who) => `دعوة من ${who} إلى جلسة Cobrowse.`,
    somebody: 'أحد المشرفين',
    purpose: (why) => `الغرض: ${why}`,
    viewOnly: 'للعرض فقط: تُعرض صفحتك ولا يمكن التحكم فيها.',
    control: 'مع التحكم: تُعرض صفحتك ويمكن التحكم فيها.',
    viewsScreens: (who) => `شاشاتك معروضة الآن أمام ${who}.`,
    allScreens: 'تُعرض كل شاشاتك، للعرض فقط: لا يمكن التحكم في أي شيء.',
    screensNoLongerViewed: (time) => `لم تعد شاشاتك معروضة (انتهى العرض ${time}).`,
    until: (time, length) => `حتى: ${time}، ${length} كحد أقصى`,
    join: 'للانضمام، يُرجى فتح هذا الرابط:',
    purposes: {
      coaching: 'توجيه',
      assistance: 'مساعدة',
      complaint: 'شكوى',
      compliance: 'امتثال',
      training: 'تدريب',
    },
  },
} as const satisfies Record<string, Phrases>;

type Language = keyof typeof PHRASES;
const LANGUAGES = Object.keys(PHRASES) as Language[];

/**
 * Returns the phrases for a user's language tag (`de-DE`, `pt_br`), and the locale for its times
 * and numbers. Unknown and invalid tags get English.
 */
export function phrasesFor(languageTag: string | null): { phrases: Phrases; locale: string } {
  const tag = canonical(languageTag?.replaceAll('_', '-'));
  const base = tag.split('-')[0];
  const language = LANGUAGES.find((each) => each.split('-')[0] === base);
  return language ? { phrases: PHRASES[language], locale: tag } : { phrases: PHRASES.en, locale: 'en' };
}

function canonical(tag: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? '';
  } catch {
    return '';
  }
}
