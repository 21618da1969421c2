import { api } from './api.ts';
import { followCandor } from './candor.ts';
import { chatLauncher } from './chat/launcher.ts';
import { el } from './dom.ts';
import { followLinks } from './links.ts';
import { footer } from './parts/footer.ts';
import { header } from './parts/header.ts';
import { viewFor } from './routes.ts';
import { createStage } from './stage.ts';
import { createText } from './text/text.ts';

const start = (): void => {
  const text = createText(document.documentElement.lang);
  const candor = followCandor();
  const status = el('p', { class: 'toast', role: 'status' });
  const stage = createStage({ api, text, candor, status, viewFor });
  document.body.prepend(
    el('a', { href: '#main', class: 'skip', 'data-reload': true }, text.say('skip')),
    header(stage.frame),
    el('main', { id: 'main' }),
    footer(stage.frame),
    status,
    chatLauncher(stage.frame),
  );
  followLinks(() => stage.show(true));
  stage.show(false);
  candor.onChange(stage.reloadLists);
  candor.onInfluence(stage.reloadFor);
  api.me().then(stage.frame.me.set, () => stage.frame.announce(text.say('failed')));
};

start();
