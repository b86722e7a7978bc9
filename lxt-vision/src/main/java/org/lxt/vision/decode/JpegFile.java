// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import java.io.ByteArrayOutputStream;

/**
 * The parts of a JPEG file that its pixels depend on. Profiles, thumbnails and comments are left out, so that no decoder
 * has to look at them; the markers that say what the components are, are replaced by one that says nothing, so that
 * components come out as they are stored.
 *
 * @param bytes a JPEG file of tables, frame and scans
 * @param space what its components are
 * @param orientation the EXIF orientation
 */
record JpegFile(byte[] bytes, Space space, int orientation) {
    static final String SIGNATURE = "\u00ff\u00d8\u00ff";

    /** What the components are. */
    enum Space {
        GREY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int BASELINE = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;
    private static final int MOST_SCANS = 200;

    /** Adobe's marker, which says that the components are RGB, or CMYK if there are four of them. */
    private static final byte[] AS_STORED = {
        (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    static JpegFile of(byte[] file) throws Problem {
        return new Scanner(file).run();
    }

    /** Goes through the segments. */
    private static final class Scanner {
        private final byte[] file;
        private final ByteArrayOutputStream kept;
        private int at = 2;
        private int orientation = Orientation.UPRIGHT;
        private boolean jfif;
        private int adobe = -1;
        private int frame = -1;
        private int scans;

        Scanner(byte[] file) {
            this.file = file;
            this.kept = new ByteArrayOutputStream(file.length + AS_STORED.length);
        }

        JpegFile run() throws Problem {
            kept.write(file, 0, 2);
            ByteArrayOutputStream body = kept;
            body.writeBytes(AS_STORED);
            while (true) {
                int marker = marker();
                if (marker == EOI) {
                    kept.write(0xff);
                    kept.write(EOI);
                    break;
                }
                segment(marker);
            }
            if (frame < 0 || scans == 0) {
                throw Problem.damaged("is a JPEG file without pixels");
            }
            return new JpegFile(kept.toByteArray(), space(), orientation);
        }

        private int marker() throws Problem {
            while (at < file.length - 1 && (Bytes.u8(file, at) != 0xff || Bytes.u8(file, at + 1) == 0xff)) {
                at++;
            }
            if (at >= file.length - 1) {
                throw Problem.damaged("is a JPEG file that ends before its end marker");
            }
            at += 2;
            return Bytes.u8(file, at - 1);
        }

        private void segment(int marker) throws Problem {
            if (file.length - at < 2 || Bytes.u16(file, at) < 2 || Bytes.u16(file, at) > file.length - at) {
                throw Problem.damaged("is a JPEG file that ends in the middle of a segment");
            }
            int body = at + 2;
            int end = at + Bytes.u16(file, at);
            if (marker == APP0) {
                jfif |= Bytes.isAt(file, body, "JFIF\0");
            } else if (marker == APP1) {
                if (Bytes.isAt(file, body, "Exif\0\0")) {
                    orientation = Orientation.of(file, body + 6, end);
                }
            } else if (marker == APP14) {
                if (end - body >= 12 && Bytes.isAt(file, body, "Adobe")) {
                    adobe = Bytes.u8(file, body + 11);
                }
            } else if (!(marker > APP0 && marker <= 0xfe)) {
                if (marker >= BASELINE && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                    frame(marker, body, end);
                }
                kept.write(file, at - 2, end - at + 2);
            }
            at = end;
            if (marker == SOS) {
                scan();
            }
        }

        private void frame(int marker, int body, int end) throws Problem {
            if (marker != BASELINE && marker != EXTENDED && marker != PROGRESSIVE) {
                throw new Problem("is a JPEG file of a kind that is not read (frame 0x" + Integer.toHexString(marker)
                        + ": lossless, hierarchical or arithmetic coding); save it as a usual JPEG");
            }
            if (frame >= 0) {
                throw Problem.damaged("is a JPEG file with two frames");
            }
            if (end - body < 6 || end - body < 6 + 3 * Bytes.u8(file, body + 5)) {
                throw Problem.damaged("is a JPEG file with a frame that is cut off");
            }
            if (Bytes.u8(file, body) != 8) {
                throw new Problem("is a JPEG file of " + Bytes.u8(file, body)
                        + " bits a sample, of which only 8 are read; save it as a usual JPEG");
            }
            Limits.check(Bytes.u16(file, body + 3), Bytes.u16(file, body + 1));
            frame = body;
        }

        /** The coded data of a scan, up to the next marker that is not a restart. */
        private void scan() throws Problem {
            if (++scans > MOST_SCANS) {
                throw new Problem("is a JPEG file of more than " + MOST_SCANS + " scans; save it again");
            }
            int begin = at;
            while (at < file.length - 1) {
                int next = Bytes.u8(file, at + 1);
                boolean coded = next == 0 || next == 0xff || (next >= FIRST_RESTART && next <= LAST_RESTART);
                if (Bytes.u8(file, at) == 0xff && !coded) {
                    break;
                }
                at++;
            }
            kept.write(file, begin, at - begin);
        }

        // As libjpeg decides.
        private Space space() throws Problem {
            int components = Bytes.u8(file, frame + 5);
            return switch (components) {
                case 1 -> Space.GREY;
                case 3 -> {
                    boolean rgb = !jfif && (adobe == 0 || (adobe < 0 && id(0) == 'R' && id(1) == 'G' && id(2) == 'B'));
                    yield rgb ? Space.RGB : Space.YCC;
                }
                case 4 -> adobe > 0 ? Space.YCCK : Space.CMYK;
                default ->
                    throw new Problem("is a JPEG file of " + components
                            + " components, but 1, 3 or 4 are read; save it as a usual JPEG");
            };
        }

        private int id(int component) {
            return Bytes.u8(file, frame + 6 + 3 * component);
        }
    }
}
