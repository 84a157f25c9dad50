<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open one or more pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open every picture of a folder, in place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;truth mask…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a mask of class ids as the truth of the open picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose truth fo&amp;lder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take truth masks from a folder, matched by file name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save mask…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the mask of the active view as class ids, with its origin beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the active view as it is shown, one picture pixel per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the list of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the studio; layout and views are remembered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the picture or the files of the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the active view as it is shown, one picture pixel per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next picture of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the previous picture of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show one picture pixel per screen pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge around the middle of the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink around the middle of the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide everything drawn over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More opa&amp;que</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the opacity of the overlay by 10 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less op&amp;aque</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the opacity of the overlay by 10 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Contours only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the borders between classes instead of filled areas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;score map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through confidence, entropy and margin over the masks, then back to classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pro&amp;be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what every classifier says of the pixel under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pi&amp;xel grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw lines between pixels from 800 % on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put brightness, contrast and gamma back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme of the s&amp;ystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark as the desktop is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark text on light ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light text on dark ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full scr&amp;een</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the whole screen, or go back to the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every pane back where it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with the last session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the last pictures and models at the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Single</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One view over the whole room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two to four views side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two views, divided by a line that can be dragged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two views in one place, in turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through single, grid, swipe and blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a view to the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ewer views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last view out of the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Link views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom and pan all views together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swipe line to the mi&amp;ddle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the swipe line back into the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blin&amp;k by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the two views of the blink mode in turn; off, hold ~ to see the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the bare picture in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show b&amp;aseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the mask of the baseline model in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show c&amp;oarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the coarse mask of the SSA model, before its prototypes adapt, in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the final mask of the SSA model in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the truth mask in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;flips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show where the refined mask differs from the coarse one in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show ga&amp;ins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what SSA gains and loses against the baseline, measured by the truth, in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next region that differs, largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre&amp;vious difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the region before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;baseline…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint or a model folder as the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;SSA model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint or a model folder as the SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;wap models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange the two models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unload baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the baseline out of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U&amp;nload SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the SSA model out of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Average with the mirrored picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict the mirrored picture too and average; twice the time, usually a little better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W&amp;hole picture at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pass over the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;liding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many passes over overlapping squares, averaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fastest &amp;device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute on a graphics card where there is one, else on the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute on the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top all jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop everything that is running or waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter of the class list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show all classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End solo and show every class again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter of the picture list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every key and gesture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dismiss message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message above the views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About SSA Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licence and the libraries in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or Space and drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold H</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the bare picture while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold ~</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the second view in place of the first while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the swipe line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the border between two views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click the swipe line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back into the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt and click an eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this class alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click a colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open sa&amp;mple</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the pictures and the pair of models that ship with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare, start and follow training runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score the models on a data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See why the models decide as they do</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttributionText</name>
    <message>
        <source>%1: its network has no such stage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no pixel belongs to the score, so there is no map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the score does not depend on this stage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the weighted sum of the channels is nowhere positive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: score %2 over %3 pixels, largest %4, %5 % of the map on the class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no pixel belongs to the score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: of the score %2, covering one place takes between %3 and %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: score %2 → %3; %4 pixels changed, %5 of them outside the rectangle.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceText</name>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the processor was chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no NVIDIA driver is installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the driver finds no graphics card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this build has no CUDA plug-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the CUDA plug-in cannot be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the LibTorch installed here has no CUDA part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is chosen in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No graphics card is used: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Open pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open truth mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose truth folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open changes of prototypes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save changes of prototypes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NumPy array (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes of prototypes (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>No pair can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pixel of any class: there is nothing to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks that are coloured pictures, not class ids: %1 (%2 of %3 colours are in the table).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids the table does not know: %1 (%2 pixels).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks of another size than their picture: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks that cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files without a partner, left out: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures on both sides, byte for byte: %1. Validation will flatter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes without a pixel: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks without a pixel of any class: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that are there more than once: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids that count for nothing: %1 (%2 % of the pixels).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or mend the files named here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the label table and the changes of raw ids below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the masks as index PNG; class ids cannot be guessed from colours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each of them a class below, ignore them, or choose another label table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the masks again at the size of the pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are skipped. Replace or remove them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures and masks belong together by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take them out of one side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These classes cannot be learnt or judged here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label them or take them out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders of pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no other layout fits the names in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the most specific of the layouts that fit (also: %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several layouts fit alike (%1): choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No known layout. Pictures and masks are expected in folders such as images and masks, or train and trainannot.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Instruments</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prototypes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borders and objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobText</name>
    <message>
        <source>Open picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upsampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>building</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossMapPanes</name>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boundary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapColours</name>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prototypes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MapNote</name>
    <message>
        <source>Map of pixel features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every cell of the picture becomes a point; cells whose features are alike lie together, and the prototypes stand among them. Side by side, the two maps show whether adaptation moves prototypes into the clouds of their classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points are cells of the feature grid, shapes are prototypes; a line leads from a fixed prototype to what it became. Drag to draw a lasso (Shift adds, Ctrl takes away), the wheel zooms, the middle button or Space moves. In three dimensions dragging turns the cloud and Shift draws the lasso.

A map may be of several pictures: the models look at one after another, and cells are drawn from each, class by class. A click on a point opens its picture and lights its cell; the map stays. Small shapes are the adapted prototypes of one picture each.

On the map of one picture in F + P_f, drag a star: the class turns towards the cells under the hand, wholly where they lie, and the mask follows. The change is the one of “What if”: it can be undone and saved.

t-SNE keeps neighbourhoods, not distances: how far apart two clouds lie, and how large they are, means nothing. The two maps are made separately, so places in one mean nothing in the other. KL says how badly neighbourhoods are kept (0 is best); the share of kept neighbours says it in plain numbers. Above 4,000 points a mesh replaces the sum over all pairs: the force error compares the two on 512 points.

The numbers below are taken in the feature space itself, not on the map: they can be compared between the models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p_j|i ∝ exp(−d(f_i, f_j)² / 2σ_i²),  p_ij = (p_j|i + p_i|j) / 2N
q_ij ∝ 1 / (1 + |y_i − y_j|²)
KL = Σ p_ij log(p_ij / q_ij) → minimum over y
silhouette = mean of (b − a) / max(a, b)
drag to y: Q&apos; = |Q_k| unit((1 − a) Q_k/|Q_k| + a unit(m)),
  m = Σ w_i G_i/|G_i| over the 15 cells nearest to y,
  w_i = exp(−|y − y_i|² / 2h²), h the farthest of them,
  a = |y − y_k| / (|y − y_k| + d), d the nearest of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F + P_f with the final centres Q: here the refined decision is made, by cosine; cells and centres may be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F with S: here the coarse decision is made, by dot product; cells, S and the coarse centres may be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S_p and P_p come out of a perceptron and share no space with the cells: compare them among themselves only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small shapes belong to one picture each and decide there alone, so they are not averaged; shown are the classes that the picture shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those of %1 of %2 pictures are on the map, evenly spread.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 pictures are taken, evenly spread: more would leave too few points to each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out, %1 of %2: %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unknown amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again whenever you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory for %1, although smaller tiles were tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the sliding window with a smaller crop or a lower input scale, or close other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or open the file from where it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was there a moment ago and is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted outside; open its folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be read or written with your rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change its permissions, or choose a place that is yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not an ordinary file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file; folders, links and devices do not work here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder, or open the file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds nothing that can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, BMP or WebP pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy or download probably broke off; fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too large: %2, the limit is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk or network share and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written%2; what was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to another folder or disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: %1 needs %2 and %3 are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room or save to another disk; what was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is of no kind that can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures may be JPEG, PNG, TIFF, BMP or WebP; models .pth, .safetensors or a model folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another copy, or write it anew with the program it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too large to open: %2 × %3 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut or shrink it to at most %1 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>400 million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 uses a variant of its format that is not read%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as an ordinary PNG or TIFF and open that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a colour picture, but a truth mask must hold one class id per pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the index mask (often in a folder ending in “annot” or “labelIds”), not its coloured copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds class %2, but there are only %3 classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose masks made for the classes of this model, or load the model they were made for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2 pixels large, the picture is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the mask that belongs to this picture, or scale it without smoothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a damaged checkpoint%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch or copy it again and compare its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 contradicts itself and was refused%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the checkpoint from its original source; nothing in it was executed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file with the network&apos;s state, usually the largest of the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors of %1 do not fit the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details name them; choose a checkpoint of the same architecture and classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to no architecture that is known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SeaFormer T to L and SegFormer B0 to B5 can be opened, plain or with SSA, head included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 classes, but %3 are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a class table, masks or a second model with the same number of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a whole model folder%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the checkpoint again; a model folder holds model.json and weights.safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program (%2; %3 is understood).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update SSA Studio to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device %1 cannot be used%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the fastest device or the processor in the Model menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device %1 stopped working%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the processor in the Model menu, or start the program anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used as it is%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, or delete it to go back to the defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A calculation for %1 was refused by a safety check%2; this is a fault of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost. Please report it with the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened with %1%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost. Try again; if it stays, please report it with the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 contains Python objects that were not executed; its weights are fine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 tensors that the network does not use; they were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually these belong to training only; the details name them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lacks %2 tensors of the network; they keep their initial values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expect poor masks unless these are trained later; the details name them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds weights that are not numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training probably diverged; use an earlier checkpoint of the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 names no classes, so they are numbered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it with a class table to see names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 brings no colours, so colour-blind-safe ones were chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change them in the Classes pane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds ids without a class (%2); %3 pixels are ignored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the mask belongs to the classes of this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The orientation stored in %1 is invalid, so it is shown as it lies in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs to be done unless it lies on its side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 pages; the first is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split it to open the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transparency of %1 was put on white.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has more than 8 bits; the values from %2 to %3 are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the lowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert it yourself if you need another range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was converted from %2 to sRGB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another colour model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory ran short, so tiles of %1 instead of %2 pixels were used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the sliding window or a lower input scale to avoid the retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is computed on %2, not on %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the one asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results are the same; only the time differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was left out%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it alone to see what is wrong with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is untrained: its weights are seeded noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its masks mean nothing; load a trained checkpoint to see real ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is already being trained in by %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, stop it, or choose another folder for this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be trained on%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the health check: it lists every finding and its remedy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no labelled pixel to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the label table and the masks in the health check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training became unusable at iteration %1%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume from the last checkpoint with a lower learning rate or with gradient clipping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer of %1 ended unexpectedly%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at its log, then resume from the last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of iteration %1 was not finite; the step was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it happens often, lower the learning rate or clip the gradients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch of iteration %1 had no labelled pixel; the step was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the masks in the health check if it happens often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint %1 could not be written%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training goes on; make room on the disk before the next one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Adapt the semantic prototypes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapt the spatial prototypes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spatial centres: softmax over positions, or over classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spatial prototypes from the basis alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout; empty recognises it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split to learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split to validate on; val means test in a set that has no val</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the train split kept for validation; 0 uses the validation split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name prefixes kept for validation, comma-separated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label table: a shipped name or a file; empty uses the layout&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON file of changes of raw ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads that decode and augment ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded pairs kept in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate factor of the decode head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoupled weight decay (SGD: L2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum of SGD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW: decay of the first moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW: decay of the second moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW: added to the root of the second moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power of the polynomial decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate factor at the start of the warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest gradient norm; 0 does not clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name in the list of runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network where no weights are given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model folder or checkpoint to start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain 1x1 classifier, or SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crops per step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Micro-batches a step is divided into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope classifier: cached views per picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout before the classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stochastic depth of the backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arithmetic of forward and backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels-last memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto, cpu or cuda:N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads; 0 = all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log the mean losses this often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validate this often; 0 = at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints kept besides the best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation pictures whose masks are written at each evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas of the published code, or of the paper as printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the ground-truth teacher and distil from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy of the coarse logits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice of the refined logits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice of the teacher&apos;s logits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the response distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the semantic distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the spatial distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight pixels by the teacher&apos;s entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split each class into boundary and inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average over classes instead of pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the boundary on the feature grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher centres from the student&apos;s own mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long side of the base size; 0 keeps the picture&apos;s own size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short side of the base size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest drawn enlargement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest drawn enlargement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of a training crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of a training crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a crop again while one class holds more than this share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of mirroring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distort brightness, contrast, saturation and hue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut the region before resizing (faster, same distribution)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrototypeText</name>
    <message>
        <source>Fixed S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse centre S_c</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semantic S_p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spatial P_p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joint Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher&apos;s centre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher&apos;s S_p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher&apos;s P_p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher&apos;s Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProvenanceText</name>
    <message>
        <source>Model: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: %1 (%2), untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: sha256 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made: %1 by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window %1, step %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QLabel</name>
    <message>
        <source>Formula</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coarse</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>died</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>halted from outside (SIGSTOP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked to stop; saves and ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked to pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked to save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped on request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped by a signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the trainer died without a word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy, refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy, coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy, teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice, refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice, teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semantic distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spatial distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StudyText</name>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missed thin part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Doubtful truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Island</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1–%2 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 px</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowMenus</name>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;w panes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::AboutDialog</name>
    <message>
        <source>About SSA Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what an image-adaptive segmentation model makes of a picture, and why.
Apache License 2.0. Works offline; sends nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lasses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::AttributionInstrument</name>
    <message>
        <source>Attribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grad-CAM shows which places of a feature map carry the score of a class. Side by side it tells whether the baseline, the coarse and the adapted classifier look at the same things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a class, the pixels its score is summed over, and a stage of the network. “Clicked pixel” follows clicks into the picture, “Selected cells” the rectangle drawn there. The brightest place of a map is always 1; what it was divided by stands below, and a map of zeros is said, never scaled.

The table lists the channels of the stage by their weight; choose one to see its activations.

Occlusion covers a sliding patch with the mean colour or a blur and asks the model again: bright places are those without which the score falls. “Cover selection” covers the selected rectangle once and shows the new masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>score y = Σ over the pixels of z_k (raw logits, upsampled)
weight α_c = mean over cells of ∂y / ∂A_c
map = ReLU(Σ_c α_c A_c) / max
occlusion: y(picture) − y(picture with patch)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class whose score is explained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels the score is summed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clicked pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder feature F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 channels, %3 × %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models are looking at the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grad-CAM of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Occlusion of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Covered rectangle</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::AugmentStrip</name>
    <message>
        <source>Pair whose crops are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other random crops of the same pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the network will see them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Canvas</name>
    <message>
        <source>gained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prototype, fixed → adapted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <comment>class and probability</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2; entropy %3, margin %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <comment>class, fixed and adapted similarity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity to the prototype, fixed → adapted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>title and stage times</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ChannelBrowser</name>
    <message>
        <source>Channels of the stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activations of the chosen channel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ClassModel</name>
    <message>
        <source>Hide %1; with Alt show it alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1; with Alt show it alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of %1: %2; double click to change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the pixels in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the pixels in the truth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ClassScoresModel</name>
    <message>
        <source>Bootstrap over pictures (%1); coloured where the interval leaves 0 out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA − baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA − coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the labelled pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU in per cent over all pixels, model of the baseline slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU in per cent over all pixels, first guess inside the SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU in per cent over all pixels, model of the SSA slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points of IoU, with a 95 % bootstrap interval over pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ClassesPane</name>
    <message>
        <source>Own colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour-blind safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Palette of the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No classes yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They come with a model: drop a checkpoint on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No class matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter to see all classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End solo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change colour…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::CompareBar</name>
    <message>
        <source>What view %1 shows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::CompetitionView</name>
    <message>
        <source>Histogram of the margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells by margin and truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures where the two classes are confused most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or double click opens the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where two classes compete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data set first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a cell off the diagonal first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a cell off the diagonal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 against %2, %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nowhere in this picture are they the two best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are the two best in %1 cells, %2 pixels; the mean margin there is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pixels are %2 but called %3, %4 the other way round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cell to count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin: %1 − %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: searching %2…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 px confused · %3 px contested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, worst first, in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: nowhere in %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ConfusionView</name>
    <message>
        <source>Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of a cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that hold the pixels of the cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over all pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over all pixels, large pictures and large things weigh more; the mean over pictures lets every picture count alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows: truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns: prediction, in per cent of the truth&apos;s pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell for its share; click it, or press Enter, for its pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 taken for %2: %3 % of its pixels (%4 in all)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 taken for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or double click opens the picture and lights the pixels of the cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen on the page Explain, ringed: %1 px, %2 % of them %3 and right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen on the page Explain, ringed: %1 px, %2 % of them %3 taken for %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::DataSection</name>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the pairs are split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share for validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name prefixes held out for validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A share, by classes present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold out by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the pairs kept for validation, drawn so that every class is on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0016E5, seq05VD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs whose names begin so are validation only: whole drives or sequences stay unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefixes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ADE20K, Cityscapes, COCO-Stuff, PASCAL, CamVid and plain folders are recognised; nothing is copied or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::DifferenceNavigator</name>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No regions differ, or there is nothing to compare yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions that differ; N goes to the largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mostly %1, then %2; pixels: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gained: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong in both: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::DriftInstrument</name>
    <message>
        <source>Drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures for every picture of a folder how far its prototypes stand from the fixed ones. Classes that hardly move owe little to the adaptation; pictures that move far are the ones that look unlike the training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quantiles of a class are taken over the pictures that show it. The drift of a picture is the mean of 1 − cos(S, S_p) over the classes it shows, weighted by their share of the cells.

A picture of the list opens with Enter or a double click. On the command line: ssaseg analyse drift.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drift of a picture = Σ_k share_k (1 − cos(S_k, S_p,k))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pictures are measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cos(S, S_p) by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>25 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>75 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures, those that drift farthest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cos(S, S_p) by class, over the pictures that show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures, the farthest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pasted picture has no folder. Open a folder of pictures to measure it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drift over %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drift of the opened pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of a data set first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every picture goes through the SSA model once. The table then says how far each class&apos;s prototype travels, and the list which pictures move it farthest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures measured: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures measured: %1; %2 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::DropCard</name>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ErrorStudyView</name>
    <message>
        <source>Masks that are held against each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Study the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borders and kinds of error with intervals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects found, by size, with intervals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures, most wrong pixels first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or double click opens the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borders, and kinds of error in % of the pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects found, % by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong pixels by picture, most first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boundary IoU by width of the band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boundary IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>width of the band, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No border in the truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True border found within a distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True border found within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data set first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going through %1 pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borders and objects of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model in the bar above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data set: a folder of pictures with their masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the study: every picture of the set is looked at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every figure comes with the interval that other pictures of the same kind would give it, and the difference of the two masks with its own. A difference whose interval holds 0 says nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 pictures of %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In brackets the %1 % bootstrap interval over pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Better: the interval does not hold 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worse: the interval does not hold 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border distance, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border lost, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects missed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ErrorsInstrument</name>
    <message>
        <source>Borders and objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorts everything that the masks got wrong into kinds, measures how far their borders lie from the true ones, and counts which objects were found by their size. Baseline, coarse and SSA stand side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A wrong region is one set of touching pixels with the same true and predicted class. The first rule that holds names it: missed thin part (half of it lies where the truth is at most 8 px thick), shift (every pixel within 5 px of where the predicted class is true), doubtful truth (the prediction&apos;s mean confidence is 0.9 or more), leak (it touches pixels where the predicted class is right), island.

A positive distance means that the class with the lower id has grown over the border. An object is a connected part of one class of the truth; it is hit where half of its pixels are right.

Choose a region in the list to see its place in the picture.

“Data set” studies all pictures of a set: every figure with the interval that a bootstrap over pictures gives it, and the difference of two masks with its own, from the same draws. The same numbers: ssaseg analyse boundary, ssaseg analyse objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d = distance from an edge of the true border to the nearest edge between the same classes in the mask
boundary IoU(w) = |T_w ∩ P_w| / |T_w ∪ P_w|, bands of w pixels on both sides
recall of an object = right pixels / pixels; hit at ≥ 0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is studied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask whose errors are drawn and listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn and listed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds of error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong regions, largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds of error, % of the pixels with a truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects found, % by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boundary IoU by width of the band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boundary IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>width of the band, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No border in the truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram of the distance of borders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the true border</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed distance, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border distance, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border lost, %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wrong regions, %2 of %3 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest distance to where the predicted class is true, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean confidence of the prediction, 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds of error, %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::EvaluationPage</name>
    <message>
        <source>1  Models of the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures, the most worsened first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views of the evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no model loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every layout the trainer knows; nothing is copied or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model into the viewer, or choose one above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder has no layout that is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluating…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every picture is predicted and compared with its truth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing evaluated yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose models and data on the left. Scores come class by class with intervals, with the confusion matrix and the pictures that got better or worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU %1 % over all pixels, %2 % as mean over pictures; %3 % of the pixels right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · pictures: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures that could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One model scored; load a second one to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its own coarse mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is perhaps better than %1 (too few pictures to be sure): %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is better than %1 on these pictures: %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is perhaps worse than %1 (too few pictures to be sure): %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is worse than %1 on these pictures: %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA and %1 score the same on every picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference between SSA and %1 can be told: %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worse, %2 better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1   %2 → %3  (%4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean IoU of the picture&apos;s own classes; Enter opens it in the viewer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ExplainPage</name>
    <message>
        <source>Picture and instruments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the selection (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture that is explained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture is open. Drop one here, or choose one on the page View.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models are looking at the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is under the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells selected: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a rectangle to select; the instruments follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x %1  y %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ExplainViewport</name>
    <message>
        <source>Nothing selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells selected: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::FigureMenu</name>
    <message>
        <source>Save as PDF, vector…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as SVG, vector…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG, %1 × the screen…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::FileCommands</name>
    <message>
        <source>picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture first; truth belongs to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no mask to save yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no view to save yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no view to copy yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied %1, %2 × %3 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no picture and no files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::FlipsInstrument</name>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semantic only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spatial only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follows every pixel from the coarse mask through the model with only its semantic branch and only its spatial branch to the whole model. With truth, flows are coloured by what they fixed and what they broke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The single branches are the trained model with the other branch taken out at inference, without retraining: an explanation of this model, not the paper&apos;s ablation, whose models are trained without the branch.

Click a band to light its pixels in the picture; the arrow keys walk through the bands. The list below counts what became of the pixels from one mask to the next, and the choice beside it draws them over the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>semantic only: G = F, Q = center_proj(S_p)
spatial only: G = F + P_f, Q = center_proj(S + P_p)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flows of pixels between classes from mask to mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen flow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step drawn over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the picture:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of the pixels, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a band to light its pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below: per cent of the pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::FolderPane</name>
    <message>
        <source>Filter pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files or a folder here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter to see all pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::GuidesInstrument</name>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse (own guide)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refined with the true guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth at feature stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The coarse mask guides how the prototypes adapt. Give the model another guide and see whether the guide or the features are to blame; the ladder shows where the next point of mIoU is hiding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guide enters as logits of +30 for its class and −30 for all others, on the feature grid; cells without a label keep their own logits. Features stay as they are, so only prototypes and decision follow.

The ladder needs the truth. Where the true guide lifts the mask much, the coarse mask is the bottleneck; where it does not, the features are. The last rung is the most that a mask at feature stride can reach: the truth itself, brought to the grid and back.

Choose a rung to lay its mask over the picture. For a whole set: ssaseg analyse ladder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M_ki = +30 where the guide says k, −30 elsewhere
S_c = Σ softmax_K(M) F / mass,  P_c = Σ softmax_HW(M) P_f
truth at stride: argmax of the bilinearly upsampled one-hot labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask that guides the adaptation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headroom ladder of this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headroom ladder, per cent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With its own coarse mask the model does what it does by itself. Choose another guide to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ladder needs the truth of this picture: open its mask with “Open truth…” in the menu File.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own coarse mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask of the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With its own coarse mask the model does what it does by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another guide for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the pixels change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU of this picture %1 → %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is still wrong now is not the guide&apos;s fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refined, guide: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Climbing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headroom of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a rung to see its mask. The gain is against the rung above it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not on this ladder, because a model or its teacher is missing: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::HealthView</name>
    <message>
        <source>Raw ids and what they become</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo all changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it will be learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids in the masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click or press F2 in the last column to map, merge or ignore an id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health of the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures and masks on the left, or choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening every pair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far it is stands in the jobs pane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Check data” opens every pair once and says what cannot be trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit to train on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be trained on as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To validate on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 pairs usable, %3 × %4 to %5 × %6 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::HeatChart</name>
    <message>
        <source>%1 taken for %2: %3 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::IdDelegate</name>
    <message>
        <source>What the raw id becomes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the table says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::IdModel</name>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pixels in %2 masks, first in %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Instrument</name>
    <message>
        <source>How to read %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save or copy as a figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture: drop one here, or choose one on the page View.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SSA model is looking at the picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The baseline is looking at the picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the picture was stopped. Open it again to start anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model in the bar above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model with the SSA classifier in the bar above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in the SSA slot has a plain classifier, which adapts nothing. Load one with the SSA classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a baseline in the bar above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture has no truth. Open its mask with “Open truth…” in the menu File.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::JobRow</name>
    <message>
        <source>Stop this job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done in %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::JobsPane</name>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading, predicting and saving show up here while they run.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::KeySheet</name>
    <message>
        <source>Keys and gestures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LandscapeInstrument</name>
    <message>
        <source>Score landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The score of one class becomes the height over the picture. Ridges show what the classifier is sure of, slopes where it wavers, and the colours which class wins there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height is the raw score (logit) of the chosen class in every cell of the feature grid. Drag turns, the wheel zooms, the middle button or Space moves; a click selects the cell in all instruments.

Scores of SSA are 15 times a cosine, so they lie between −15 and 15; those of a plain classifier have no bounds. Heights of two models are therefore not comparable, their shapes are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plain: z_k = S_k · f + b_k
SSA:   z_k = 15 cos(Q_k, f + p_f)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is under the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score of a class as heights over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This screen has no OpenGL, which the landscape needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class whose score is the height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier whose scores are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: winning class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where one looks from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a corner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relief</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA, coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score of %1: %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score of %1 %2 · %3 wins here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LayersPane</name>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What every classifier says of the pixel under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colouring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes, or how sure the model is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes or differences over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borders instead of filled areas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines between pixels from 800 % on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display only; the network sees the file as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LineChart</name>
    <message>
        <source>Nothing to draw yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 at %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not finite</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LiveView</name>
    <message>
        <source>Run shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the trainer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings and log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose data and a model on the left, check them, and press Start. Runs that are going on, also those of an earlier session, show up here by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer finishes its step and waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a checkpoint of this very step and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a checkpoint and end; the run can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % waiting for data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2, %3 + %4 pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right pixels of the batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer has not printed anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings (%1) and log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses on a logarithmic scale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LossMapsView</name>
    <message>
        <source>Picture of the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint of the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy weight H</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge mask E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation per cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels on the feature grid, as the loss reads them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the image-adaptive classifier says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the classifier says that was given the truth&apos;s centres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How unsure the teacher is: unsure cells weigh more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boundary and inside of a class are averaged apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy of the student against the teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a cell adds to the distillation loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration %1, best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain classifier has no teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These maps show how the teacher of an SSA run guides its student. Choose a run with the SSA classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run trains without the teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its option “teacher” is off, so nothing is distilled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maps are computed from a checkpoint. “Save here” writes one at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures with truth yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first evaluation of the run chooses its fixed validation pictures; “sample_images” says how many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop computing the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute the maps of this picture at this checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This checkpoint has no teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only checkpoints of an SSA run keep the parts that training alone needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 × %3 cells · distillation %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MainWindow</name>
    <message>
        <source>Picture views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapDrag</name>
    <message>
        <source>drag it to move the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no map yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain classifier adapts nothing: its prototypes stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To move a class, map one picture alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To move a class, choose F + P_f with Q: the decision is made there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To move a class, choose two dimensions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher&apos;s prototypes decide nothing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if, %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapInstrument</name>
    <message>
        <source>Progress of the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View and export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model in the bar above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing the pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models look at picture %1 of %2…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gathering points…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 pictures; Resume goes on with the next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run lets the models look at %1 one after another, then makes the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the pictures has truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture has no truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map is of one picture alone: choose several above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In three dimensions every pair is summed: at most %1 points are taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is set above is another map; Run makes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a star: its class moves, and the mask follows. In a pile, zoom in first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapMenu</name>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a corner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map the selected cells only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save coordinates of the baseline…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save coordinates of SSA…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save both maps as a picture…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapPanel</name>
    <message>
        <source>Model of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This screen has no OpenGL; the figures below and the export remain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map of pixel features, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cells of %2 pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>perplexity %1, as many as the points allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>principal components</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iteration %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KL %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the %2 nearest neighbours kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>force error %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the descent put it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cell %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted %1, %2 % sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>click: open this picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapPatchRow</name>
    <message>
        <source>What the moved prototypes change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if: %1 px change (%2 %), answered in %3 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapQuality</name>
    <message>
        <source>Quality of the clusters in feature space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silhouette ↑</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Davies–B. ↓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separation ↑</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To own ↓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To other ↑</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own first ↑</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken in the feature space, by the truth where there is one, else by the prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much nearer a cell is to its own class than to the next; −1 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread of the classes over the distance of their means, worst partner; 0 is best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scatter of the class means over scatter within the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean distance of cells to the prototype of their class, in their own picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean distance of cells to the nearest prototype of another class, in their own picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the cells whose nearest prototype is their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapSetup</name>
    <message>
        <source>Feature space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F with S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F + P_f with Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prototypes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which prototypes stand on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: right or wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimensions of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2-D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3-D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Euclidean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many neighbours a point has in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size as scikit-learn counts it; auto: points / 48, at least 50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal seeds give equal maps, bit for bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapSourceBar</name>
    <message>
        <source>What the map is made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose among the opened pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most so many points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More cells are thinned out: drawn with the seed, so that small classes keep their share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of a data set first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of pictures first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pictures first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapTile</name>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ModelPane</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model and device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint (.pth, .safetensors) or a model folder on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (+ %2 for training)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sha256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ModelSection</name>
    <message>
        <source>Starting weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint or model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain 1 × 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA parts alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3  Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, classes: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a checkpoint the network starts from seeded noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>300 steps on small crops: minutes, to see that data and model fit together. Its scores mean little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>160,000 steps of 16 crops with the published schedule: days on a processor, hours on a large card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the baseline that is loaded in the bar above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the SSA model that is loaded in the bar above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SSA parts learn on cached features; backbone, decoder and classifier stay as they are, so the coarse mask stays the baseline&apos;s. Measured on CamVid with this program, each once: 2.8 points of mIoU more on other frames (2.2 to 3.4), 2.9 on a drive that was held out (2.1 to 3.6), where training everything gained 5.0 (3.9 to 6.2). With the reference code the same gained next to nothing on other drives, so try it on yours. Needs a plain checkpoint above.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Notifier</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::OcclusionBar</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step of the patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What covers the patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Occlude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover the selected rectangle of the picture and show the new masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the occlusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::OptionsForm</name>
    <message>
        <source>Search options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show changed options only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all options to the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No option matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put %1 back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>SSA classifier</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::OverlayBar</name>
    <message>
        <source>Overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels gained, lost and wrong in both</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PatchShelfRow</name>
    <message>
        <source>Name of a kept change: choose one, or write a new name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept changes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a name first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is kept in place of the older one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept as “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is deleted. The change is still tried out: “Keep” brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PictureChooser</name>
    <message>
        <source>Pictures of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures to choose from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and Ctrl choose several</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PicturePane</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open one, drop one on the window, or paste it with Ctrl+V.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored (EXIF 2), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned by 180° (EXIF 3), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upside down, mirrored (EXIF 4), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned left, mirrored (EXIF 5), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned right by 90° (EXIF 6), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned right, mirrored (EXIF 7), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned left by 90° (EXIF 8), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bits, palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 channels of %2 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PictureTile</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PredictControls</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the network&apos;s input against the picture; on small data it moves the score more than the classifier does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Common input scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture or sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step of the sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PreflightView</name>
    <message>
        <source>What the run will need</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss terms of the one step that was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-flight check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run may not start:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to learn from, %2 to validate on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, of which %2 learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying one step and one validation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer does both for real and writes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pre-flight check opens the data, builds the network, does one step and one validation, and estimates memory, disk and time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PullsInstrument</name>
    <message>
        <source>Pulls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows which pixels moved the prototype of a class away from its fixed one, and how strongly. Click pixels away and see what the mask would be without their voice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The centre of a class is a weighted mean of features, so the pull of every cell on it is exact; through the perceptron it is exact as long as no unit of it switches. Orange cells pushed the prototype where it went, blue ones held against it.

A click into the picture vetoes the cell under it, or lets it speak again; a selected region can be vetoed as a whole. Vetoed cells weigh nothing in both centres, and everything after follows; they are still labelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S_c = Σ w_i F_i / Σ w_i,  w_i = softmax over classes of M at cell i
pull of cell i: v_i = w_i (F_i − S_c) / Σ w
shown: ⟨J v_i, u⟩ with u along S_p − S and J the Jacobian of the perceptron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class whose prototype moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is drawn over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull along the move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull in any direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask without the vetoed cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Veto the selected pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let all speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Veto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no semantic branch, so no pixel moves its prototypes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>|S_p − S| = %1, cos(S, S_p) = %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cells of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click into the picture to veto a cell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vetoed cells: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 px of the mask change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the vetoed cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here: along %1, strength %2, weight %3 ‰</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without some pixels of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the colours say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the mass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>along the move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>against it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::RelationBar</name>
    <message>
        <source>What the matrix is taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set: mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set: spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prototypes of the matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prototypes whose matrix is subtracted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How prototypes are compared: 15 times the cosine (reference) or the plain dot product (paper)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By confusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the strongest colour means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A spread has nothing to subtract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs truth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::RelationMatrixView</name>
    <message>
        <source>%1 to %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::RelationsInstrument</name>
    <message>
        <source>Relations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The relation matrix shows how much the prototype of each class resembles those of the others. Adapted prototypes should keep classes further apart than fixed ones, and a cell opens the pixels where that decides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row i says where a pixel that looks exactly like the prototype of class i would go: the row is a softmax over all classes and sums to 1. A strong cell off the diagonal means that the classifier can hardly tell the two classes apart.

“Minus” subtracts a second matrix, for example the fixed prototypes from the adapted ones: blue cells became less alike, orange ones more.

A click on a cell, or Enter, shows the pixels where the two classes are the two best, and the histogram of the margin between their scores: what is near 0 is undecided.

The wheel, or + and −, come nearer until every value is read; dragging moves the matrix, 0 shows it whole. “Set” takes mean and spread over all pictures of a data set; a spread has nothing to subtract. The same numbers: ssaseg analyse relations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference: R_ij = exp(15 cos(p_i, p_j)) / Σ_k exp(15 cos(p_i, p_k))
paper:     R_ij = exp(p_i · p_j) / Σ_k exp(p_i · p_k)
margin:    z_i − z_j of the logits at feature stride</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relation matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data set first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data set at the right: a folder of pictures with their masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going through the pictures of %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relations over %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set has no prototypes of this kind: the teacher&apos;s need truth and its weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation over %1 pictures of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over %1 pictures of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relations of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell for its value; click it, or press Enter, for the pixels where the two classes compete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2: the weight spreads by %3 over the pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2: %3 – %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less alike than in the matrix subtracted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more alike than in the matrix subtracted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pixel that looks like the prototype of %1 goes to %2 with weight %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class does not compete with itself. Choose a cell off the diagonal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::RunsModel</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best mIoU %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::RunsView</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run of the trainer is listed here, with its scores, its settings and its checkpoints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves, pictures and log of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the best checkpoint into this slot of the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use its settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this run&apos;s configuration as the one being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the run folders to the trash beside them; can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU of the selected runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one or more runs to see their scores on one chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters that differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lineage and differences of the selected runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>select two runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seeded weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (best)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n runs.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ssa::SampleScrubber</name>
    <message>
        <source>Validation picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through the evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference: orange is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first evaluation of the run writes the masks of its fixed validation pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 % right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::SankeyView</name>
    <message>
        <source>Fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong in another way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No flows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 → %3: %4, %5 px</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ScoreControls</name>
    <message>
        <source>What the masks are coloured by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pixels below the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pixels below the threshold instead: where the model is unsure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::SetPicker</name>
    <message>
        <source>Data set…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of pictures with their masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split of the data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data set yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no pictures with masks in a known layout</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::SetRun</name>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress over the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Sheet</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by refinement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coarse → refined, in the refined colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::SliderField</name>
    <message>
        <source>%1; double click for the default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::SlotCard</name>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are seeded noise; its masks mean nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent models and more for the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent models and more for the SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sha256 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint here, or open one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · predicting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA model: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recent models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::StageChart</name>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all stages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::StatusReadout</name>
    <message>
        <source>Position in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes of the pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ToneSliders</name>
    <message>
        <source>Brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::TrainPage</name>
    <message>
        <source>Steps and runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4  Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-flight check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step and one validation for real, nothing written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the data folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder has no layout that is known: see step 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data cannot be trained on as they are: see “Data check”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starting weights cannot be used: see step 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Add SSA” needs a trained plain checkpoint to start from: see step 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pre-flight check is running…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried yet: run the pre-flight check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the trainer; it goes on when this window is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ViewComposer</name>
    <message>
        <source>second model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same network as coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (SSA model)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips · coarse to refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gains · baseline to refined, by truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No baseline model.
Drop a checkpoint on the Baseline slot, or press Ctrl+1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No SSA model.
Drop a checkpoint on the SSA slot, or press Ctrl+2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be loaded.
The slot above says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to predict…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain model has no coarse mask.
Load a model with the SSA classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No truth mask was found.
Choose one with Ctrl+T, or a folder with Ctrl+Shift+T.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures, a folder or a checkpoint anywhere in this window,
or open a folder with Ctrl+Shift+O.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ViewState</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::W</name>
    <message>
        <source>Map of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::WhatIfInstrument</name>
    <message>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the prototypes of this picture by hand and see the mask follow at once. It answers how much a class owes to its adaptation, and what would happen if two classes stood further apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength 0 puts the class back on its fixed prototype, 1 is the model, more exaggerates. A frozen class keeps the fixed prototype whatever the strength says. Pushing moves two prototypes apart along the line between them; negative amounts pull them together.

To drag a prototype, select pixels, in the picture or on the map, and pull the class towards them.

Nothing of the model is changed: a change belongs to this picture and is kept only by a name, or as a file, if you ask for it. Kept changes belong to the model they were made on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Q_k(t) = Q0_k + t (Q_k − Q0_k),  Q0_k = center_proj(S_k)
push: Q_a += s |Q_a| d,  Q_b −= s |Q_b| d,  d along Q_a/|Q_a| − Q_b/|Q_b|
towards pixels: Q&apos; = |Q_k| unit((1 − a) Q_k/|Q_k| + a unit(mean of G/|G|))</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or double click shows the class of a change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class whose prototype is changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the fixed prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adaptation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull towards the selected pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First class of the pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second class of the pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apart by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select pixels first: drag a rectangle in the picture, or a lasso on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: moved towards pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: keeps its fixed prototype</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: adaptation %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2: apart by %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed: the mask is the model&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 px change (%2 %), answered in %3 ms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was made on another model. Load that model, or make the change anew.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::WindowPages</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train · %1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
