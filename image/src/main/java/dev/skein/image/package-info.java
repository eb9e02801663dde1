/** What is in the image, written down for those who ask for it. */
package dev.skein.image;
