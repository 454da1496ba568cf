/**
 * A command that signs in with curl and keeps the session in cookies.txt, where curl, aria2, GDAL, rasterio and terra read
 * it. The password is asked for, and stands in no list of processes; in parentheses, so that a terminal reads all
 * of it before it asks.
 */
export function cookieCommand(desk: string, email: string): string {
  return [
    "( printf 'DINAMIS: '; stty -echo; read -r password; stty echo; echo",
    `printf %s "$password" | curl -fsS -o /dev/null -c cookies.txt -H ${quoted(`Origin: ${desk}`)} \\`,
    `  --data-urlencode ${quoted(`email=${email}`)} --data-urlencode password@- ${quoted(`${desk}/login`)} )`,
  ].join('\n');
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
