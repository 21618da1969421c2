import type { Messages } from '../i18n.ts';

/** German, for the parts after a panel's first view. Legal words as in the first: Beleg, Signatur, Nachweis; Protokoll is the shop's log. */
export const deLate: Messages = {
  'receipts.received': 'Beim Shop eingegangen am {date}',
  'receipts.number': 'Beleg {jti}',
  'receipts.check': 'Diesen Beleg prüfen',
  'receipts.checking': 'Die Signatur wird geprüft',
  'receipts.signature.valid': 'Vom Shop signiert. Der Beleg ist unverändert.',
  'receipts.signature.changed': 'Dieser Beleg passt nicht zu seiner Signatur. Verlassen Sie sich nicht darauf.',
  'receipts.signature.unknown-key':
    'Der Schlüssel dieses Belegs ist nicht unter den Schlüsseln, die der Shop jetzt veröffentlicht.',
  'receipts.signature.no-keys':
    'Die Schlüssel des Shops sind nicht erreichbar. Versuchen Sie es noch einmal, wenn Sie online sind.',
  'receipts.signature.unsupported':
    'Dieser Browser kann die Signatur nicht prüfen. Speichern Sie den Beleg und prüfen Sie ihn woanders.',
  'receipts.log.logged': 'Im Protokoll dieses Shops, als Eintrag {index} von {size}.',
  'receipts.log.goes-on': 'Das Protokoll setzt fort, was dieses Gerät zuvor gesehen hat.',
  'receipts.log.not-logged': 'Der Shop weist nicht nach, dass dieser Beleg in seinem Protokoll steht.',
  'receipts.log.inconsistent':
    'Das Protokoll des Shops wurde umgeschrieben, seit dieses Gerät es zuletzt gesehen hat. Bewahren Sie diesen Beleg auf.',
  'receipts.log.shrunk':
    'Das Protokoll des Shops ist kürzer, als dieses Gerät es zuletzt gesehen hat. Prüfen Sie später noch einmal.',
  'receipts.log.erased': 'Der Shop hat diesen Eintrag in seinem Protokoll gelöscht. Der Beleg selbst bleibt gültig.',
  'receipts.log.unreachable':
    'Das Protokoll des Shops ist nicht erreichbar. Prüfen Sie noch einmal, wenn Sie online sind.',
  'receipts.log.unsupported': 'Dieser Browser kann das Protokoll des Shops nicht prüfen.',
  'receipts.shown': 'Was Ihnen gezeigt wurde',
  'receipts.shown.notice': 'Hinweis {id}, Version {version}, Sprache {lang}',
  'receipts.shown.buttons': 'Gleichwertige Knöpfe: {labels}',
  'receipts.shown.loading': 'Der Text wird gesucht',
  'receipts.shown.unknown': 'Der Text ist nicht auf diesem Gerät, und der Shop ist nicht erreichbar.',
  'receipts.shown.changed': 'Der Text des Shops stimmt nicht mit dem überein, was Ihnen gezeigt wurde.',
  'receipts.save': 'Beleg speichern',
  'receipts.save.jsonld': 'Als ISO/IEC TS 27560 speichern',
  'receipts.save.kantara': 'Als Kantara 1.1 speichern',
  'receipts.saved': 'Gespeichert: {name}',
  'receipts.unavailable': 'In diesem Format kann der Shop das nicht liefern: Hiermit wurde nichts erlaubt.',
  'receipts.unreachable': 'Der Shop ist nicht erreichbar. Versuchen Sie es noch einmal, wenn Sie online sind.',
  'receipts.keep': 'Aufbewahren und prüfen',
  'receipts.check.all': 'Alle Belege prüfen',
  'receipts.checked': {
    one: 'Ein Beleg ist vom Shop signiert und unverändert.',
    other: '{count} Belege sind vom Shop signiert und unverändert.',
  },
  'receipts.checked.bad': {
    one: 'Ein Beleg passt nicht zu seiner Signatur.',
    other: '{count} Belege passen nicht zu ihren Signaturen.',
  },
  'receipts.checked.unknown': {
    one: 'Ein Beleg ließ sich nicht prüfen.',
    other: '{count} Belege ließen sich nicht prüfen.',
  },
  'receipts.all.other': 'Andere Formate',
  'receipts.elsewhere': 'In einem anderen Browser weitermachen',
  'receipts.all.page': 'Alle als Seite speichern, die sich selbst prüft',
  'receipts.all.jws': 'Alle speichern (.jws)',
  'receipts.all.jsonld': 'Alle als ISO/IEC TS 27560 speichern',
  'receipts.all.kantara': 'Alle als Kantara 1.1 speichern',
  'receipts.print': 'Drucken',
  'receipts.backup': 'Sicherung mit Ihrem Schlüssel speichern',
  'receipts.backup.text':
    'Mit einer Sicherung können Sie in einem anderen Browser weitermachen. Wer sie hat, kann Ihre Auswahl bei diesem Shop ändern.',
  'receipts.restore': 'Aus einer Datei wiederherstellen',
  'receipts.restored': {
    one: 'Ein Beleg wurde wiederhergestellt.',
    other: '{count} Belege wurden wiederhergestellt.',
  },
  'receipts.restored.refused': {
    one: 'Ein Beleg wurde weggelassen: Die Signatur des Shops passt nicht.',
    other: '{count} Belege wurden weggelassen: Die Signatur des Shops passt nicht.',
  },
  'receipts.restored.history': 'Dieser Browser hat schon eine eigene Auswahl. Die andere wird als Verlauf aufbewahrt.',
  'receipts.restored.nothing': 'Diese Datei enthält keine Belege aus diesem Bereich.',
  'receipts.erase': 'Aufzeichnungen zu meiner Auswahl bei diesem Shop löschen',
  'receipts.erase.text':
    'Alles, was Sie erlaubt haben, endet jetzt. Der Shop löscht, was er zu Ihrer Auswahl aufgezeichnet hat.',
  'receipts.erase.hold': {
    one: 'Als Nachweis bewahrt der Shop die Aufzeichnungen noch einen Tag gesperrt auf.',
    other: 'Als Nachweis bewahrt der Shop die Aufzeichnungen noch {count} Tage gesperrt auf.',
  },
  'receipts.erase.yes': 'Ja, löschen',
  'receipts.erase.no': 'Nein, behalten',
  'receipts.erased':
    'Die Aufzeichnungen zu Ihrer Auswahl sind gelöscht. Die Belege auf diesem Gerät gehören weiter Ihnen.',
  'receipts.erased.held': 'Jetzt ist alles aus. Die Aufzeichnungen zu Ihrer Auswahl werden am {date} gelöscht.',
  'receipts.page.title': 'Belege von {shop}',
  'receipts.page.checked':
    'Ihr Browser prüft diese Belege jetzt gerade, ohne Netz. Die Schlüssel sind die, die {shop} am {date} veröffentlicht hat.',
  'receipts.page.saved': 'Gespeichert am {date}.',
  'receipts.page.scriptless': 'Erlauben Sie Skripte für diese Datei, um die Belege zu sehen. Sie lädt nichts nach.',
};
