import { useEffect, useMemo, type ReactElement } from 'react';

import type { PageHome } from '../protocol.ts';
import { BlockList } from './block-kit/block-list.tsx';
import { SurfaceContext, type Surface } from './block-kit/surface.ts';
import type { Outcome, PlaygroundClient } from './playground-client.ts';

/** What {@link HomeTab} shows. */
export interface HomeTabProps {
  /** What the app has published. */
  readonly home: PageHome | undefined;
  readonly appName: string;
  readonly client: PlaygroundClient;
  readonly report: (outcome: Outcome) => void;
}

/** The Home tab of the app, which hears that it was opened. */
export function HomeTab({ home, appName, client, report }: HomeTabProps): ReactElement {
  useEffect(() => {
    void client.openHome();
  }, [client]);

  return (
    <div className="home" tabIndex={0} role="region" aria-label={`Home of ${appName}`}>
      {home === undefined ? (
        <p className="home__empty">{appName} has put nothing here yet.</p>
      ) : (
        <Published key={home.id} home={home} client={client} report={report} />
      )}
    </div>
  );
}

function Published({
  home,
  client,
  report,
}: Pick<HomeTabProps, 'client' | 'report'> & { readonly home: PageHome }): ReactElement {
  const { id: viewId, blocks } = home;
  const surface = useMemo<Surface>(
    () => ({
      press: async (element) => report(await client.press({ viewId, ...element })),
      choose: async (element, value) => report(await client.choose({ viewId, ...element }, value)),
      suggest: (element, query) => client.typeAhead({ viewId, ...element }, query),
    }),
    [viewId, client, report],
  );
  return (
    <SurfaceContext value={surface}>
      <BlockList blocks={blocks} />
    </SurfaceContext>
  );
}
